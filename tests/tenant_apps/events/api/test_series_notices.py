"""Who is told what when one occurrence, or a whole series, changes: of what concerns them, and of nothing else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.tenancy import mairie_context
from tenant_apps.events import hooks
from tenant_apps.events.models import Event
from tests.factories import make_user
from tests.tenant_apps.events.factories import BASE, body, path

pytestmark = pytest.mark.usefixtures("in_november_2026")

WEEK = timedelta(days=7)


@pytest.fixture
def mayor(client_for, mairie_a):
    return client_for(mairie_a, "mayor")


@pytest.fixture
def guest(mairie_a):
    with mairie_context(mairie_a):
        return make_user()


@pytest.fixture
def notices(told, monkeypatch):
    """(what, day, accounts) of everything that was told."""
    said = []
    for kind in ("invited", "moved", "cancelled"):
        happening = getattr(hooks, kind)

        def record(notice, kind=kind):
            said.append((kind, f"{notice.event.first_day:%m-%d}", sorted(notice.user_ids)))

        monkeypatch.setattr(happening, "_registered", [record])
    return said


def hours(days: int) -> dict[str, str]:
    """An hour in the morning so many days after the first Tuesday that is over."""
    start = timezone.now().replace(hour=8, minute=0) - WEEK + timedelta(days=days)
    return {"start_datetime": start.isoformat(), "end_datetime": (start + timedelta(hours=1)).isoformat()}


@pytest.fixture
def weekly(mayor):
    """Five Tuesdays: 17 November is over, and so is the 24th since this morning; then 1, 8 and 15 December."""
    sent = body(title="Permanence", recurring_pattern="weekly", recurrence_count=5, **hours(0))
    mayor.post(BASE, json=sent)
    return mayor.get(BASE).json()["results"]


def invite(client, row, *guests, **options):
    sent = {"attendees_ids": [guest.id for guest in guests], **options}
    assert client.put(path(row["id"]), json=sent).status_code == 200


@pytest.mark.parametrize("change", ["is_public", "title", "start_datetime", "attendees_ids", "deletion"])
def test_what_becomes_of_a_past_occurrence_alone_says_nothing_of_the_next(mayor, weekly, guest, notices, told, change):
    invite(mayor, weekly[0], guest, update_series=True)
    notices.clear()
    values = {"is_public": True, "title": "Autre", "attendees_ids": [], **hours(1)}
    sent = hours(1) if change == "start_datetime" else {change: values.get(change)}

    address = path(weekly[0]["id"])
    response = mayor.delete(address) if change == "deletion" else mayor.put(address, json=sent)

    assert response.status_code in {200, 204}
    assert notices == []
    assert told.of("public") == []


def test_who_is_invited_to_a_past_occurrence_alone_is_not_told_of_the_next(mayor, weekly, guest, notices):
    invite(mayor, weekly[0], guest)

    assert notices == []


def test_a_cancelled_series_is_told_to_each_guest_of_their_own_first_date(mayor, mairie_a, weekly, guest, notices):
    with mairie_context(mairie_a):
        other = make_user()
    invite(mayor, weekly[2], guest, other)
    invite(mayor, weekly[4], guest, mayor.user)
    with mairie_context(mairie_a):
        late = make_user()
    invite(mayor, weekly[3], late)
    notices.clear()

    mayor.delete(f"{path(weekly[2]['id'])}?delete_series=true")

    assert notices == [("cancelled", "12-01", sorted([guest.id, other.id])), ("cancelled", "12-08", [late.id])]


def test_an_earlier_end_is_told_to_those_who_were_invited_to_what_it_cuts_off(mayor, weekly, guest, notices):
    invite(mayor, weekly[4], guest)
    notices.clear()

    mayor.put(path(weekly[2]["id"]), json={"recurrence_end": "2026-12-09", "update_series": True})

    assert notices == [("cancelled", "12-15", [guest.id])]


def test_what_no_longer_repeats_is_told_to_those_who_were_invited_later(mayor, mairie_a, weekly, guest, notices):
    invite(mayor, weekly[3], guest)
    notices.clear()

    mayor.put(path(weekly[2]["id"]), json={"is_recurring": False, "update_series": True})

    assert notices == [("cancelled", "12-08", [guest.id])]
    with mairie_context(mairie_a):
        assert Event.objects.count() == 3


def test_a_moved_series_is_told_to_each_guest_of_their_own_first_date(mayor, weekly, guest, notices):
    invite(mayor, weekly[3], guest)
    notices.clear()

    mayor.put(path(weekly[2]["id"]), json={**hours(15), "update_series": True})

    assert notices == [("moved", "12-09", [guest.id])]


def test_a_moved_series_leaves_those_alone_whose_only_date_keeps_its_time(mayor, weekly, guest, notices):
    invite(mayor, weekly[3], guest)
    assert mayor.put(path(weekly[3]["id"]), json=hours(22)).status_code == 200
    notices.clear()

    mayor.put(path(weekly[2]["id"]), json={**hours(15), "update_series": True})

    assert notices == []


def test_who_is_taken_off_a_moved_event_is_not_told_of_its_new_time(mayor, weekly, guest, notices):
    invite(mayor, weekly[2], guest)
    notices.clear()

    mayor.put(path(weekly[2]["id"]), json={**hours(15), "attendees_ids": []})

    assert notices == []
