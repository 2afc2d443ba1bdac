"""The demo's content is of each mairie's own and reads well from the first start."""

from itertools import combinations

import pytest

from config.demo import content_publications as content
from config.demo.accounts import People
from core.tenancy import mairie_context, public_context
from shared_apps.jobs.models import Job
from tenant_apps.dashboard.models import Activity
from tests.factories import make_user
from tests.tenant_apps.publications.factories import BASE, run_jobs


@pytest.fixture
def people(mairie_b, inside) -> People:
    inside(mairie_b)
    roles = ("mayor", "admin", "moderator", "citizen")
    return People(mairie_b, *[make_user(role=role) for role in roles])


def test_no_text_appears_in_two_mairies():
    texts = [{text for piece in town for text in (piece.title, piece.content)} for town in content.TOWNS.values()]

    assert all(one.isdisjoint(other) for one, other in combinations(texts, 2))
    assert [len(one) == 2 * len(town) for one, town in zip(texts, content.TOWNS.values(), strict=True)] == [True] * 3


def test_each_town_has_something_of_every_kind():
    for town in content.TOWNS.values():
        assert {piece.fields.get("type", "post") for piece in town} == {"post", "communique"}
        assert any(piece.fields.get("is_pinned") for piece in town)
        assert all(piece.alt for piece in town if piece.colours)
        assert any(piece.days is not None and piece.days < 0 for piece in town)


def test_citizens_read_it_with_pictures_and_answers(client_for, mairie_b, people):
    content.fill(people)

    with mairie_context(mairie_b):
        rows = client_for(mairie_b, "citizen").get(BASE).json()["results"]
    pinned = rows[0]
    assert pinned["title"] == "Vingt-deux kilomètres de pistes cyclables en plus"
    assert (pinned["comments_count"], pinned["likes"], pinned["status"]) == (2, 1, "published")
    assert pinned["cover_image_alt"].startswith("Illustration")
    assert len({row["created_at"] for row in rows}) == len(rows) == 5
    assert Activity.objects.filter(type="publication_created").count() == len(content.LA_ROCHELLE)


@pytest.mark.parametrize("code", content.TOWNS)
def test_every_towns_content_is_accepted(people, code, monkeypatch):
    monkeypatch.setitem(content.TOWNS, people.tenant.code, content.TOWNS[code])

    content.fill(people)
    run_jobs()

    with public_context():
        waiting = Job.objects.filter(kind="publications.publish").count()
    assert waiting == sum(piece.days is not None and piece.days < 0 for piece in content.TOWNS[code])
