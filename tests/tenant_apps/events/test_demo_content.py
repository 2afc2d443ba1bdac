"""The demo's calendars are of each mairie's own and read well from the first start."""

from datetime import timedelta
from itertools import combinations

import pytest
from django.utils import timezone

from config.demo import content_events as content
from config.demo.accounts import People
from core.tenancy import mairie_context
from tenant_apps.events.models import Attendee, Event, Series
from tests.factories import make_user
from tests.tenant_apps.events.factories import BASE


@pytest.fixture
def people(mairie_b, inside) -> People:
    inside(mairie_b)
    roles = ("mayor", "admin", "moderator", "citizen")
    return People(mairie_b, *[make_user(role=role) for role in roles])


def test_no_description_or_note_appears_in_two_mairies():
    texts = [
        {text for date in town for text in (date.description, date.notes) if text} for town in content.TOWNS.values()
    ]

    assert all(one.isdisjoint(other) for one, other in combinations(texts, 2))


def test_each_town_has_something_of_every_kind():
    for town in content.TOWNS.values():
        assert {date.pattern for date in town} >= {None, "weekly", "monthly"}
        assert {date.is_public for date in town} == {True, False}
        assert any(answer is None for date in town for answer in date.answers.values())


@pytest.mark.parametrize("code", content.TOWNS)
def test_every_towns_content_is_accepted(client_for, people, code, monkeypatch):
    monkeypatch.setitem(content.TOWNS, people.tenant.code, content.TOWNS[code])

    content.fill(people)

    town = content.TOWNS[code]
    assert Series.objects.count() == sum(date.pattern is not None for date in town)
    soon = Event.objects.filter(start_at__range=(timezone.now(), timezone.now() + timedelta(days=31)))
    assert soon.filter(is_public=True).count() >= 5
    assert Attendee.objects.filter(status="tentative").exists() or code == "91274"
    with mairie_context(people.tenant):
        rows = client_for(people.tenant, "citizen").get(f"{BASE}?limit=100").json()["results"]
    assert rows
    assert all("notes" not in row for row in rows)
