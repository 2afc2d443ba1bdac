"""GET /events/{id}/."""

import pytest

from core.tenancy import mairie_context
from tests.factories import make_user
from tests.queries import queries
from tests.tenant_apps.events.factories import at, evt, make_event, path


def test_staff_reads_it_whole(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        guest = make_user(first_name="Marie", last_name="Martin")
        event = make_event(
            title="Rendez-vous",
            is_public=False,
            notes="Dossier 12",
            start_at=at("2027-01-10 09:00"),
            created_at=at("2027-01-01 09:00"),
            updated_at=at("2027-01-02 09:00"),
            attendees={guest: "declined"},
        )
        author = event.created_by

    response = client_for(mairie_a, "moderator", via=via).get(path(event))

    assert response.json() == {
        "id": evt(event),
        "title": "Rendez-vous",
        "description": "",
        "category": "reunion",
        "priority": "medium",
        "color": "blue",
        "start_datetime": "2027-01-10T09:00:00Z",
        "end_datetime": "2027-01-10T10:00:00Z",
        "all_day": False,
        "location": {"name": "", "address": ""},
        "attendees": [{"id": guest.id, "name": "Marie Martin", "role": "Citoyen", "status": "declined"}],
        "my_status": None,
        "is_recurring": False,
        "recurring_pattern": None,
        "recurrence_end": None,
        "recurrence_count": None,
        "recurrence_rule": None,
        "series_id": None,
        "reminders": [],
        "notes": "Dossier 12",
        "is_public": False,
        "created_by": {"id": author.id, "name": "Jean Dupont"},
        "created_at": "2027-01-01T09:00:00Z",
        "updated_at": "2027-01-02T09:00:00Z",
    }


def test_what_a_citizen_may_not_see_does_not_exist(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        event = make_event(is_public=False)

    response = client_for(mairie_a, "citizen", via=via).get(path(event))

    assert (response.status_code, response.json()["error"]["code"]) == (404, "EVENT_NOT_FOUND")


def test_a_citizen_reads_a_public_one_without_notes(client_for, mairie_a):
    with mairie_context(mairie_a):
        event = make_event(notes="Secret")

    assert "notes" not in client_for(mairie_a, "citizen").get(path(event)).json()


@pytest.mark.parametrize("name", ["evt_999", "evt_1", "pub_001", "1", "evt_", "evt_-01", "evt_99999999999999999999"])
def test_an_unknown_or_malformed_id_is_not_found(client_for, mairie_a, name):
    assert client_for(mairie_a, "mayor").get(path(name)).status_code == 404


def test_nobody_reads_without_an_account(client_for, mairie_a):
    with mairie_context(mairie_a):
        event = make_event()

    assert client_for(mairie_a).get(path(event)).status_code == 401


def test_the_same_number_is_another_event_elsewhere(client_for, mairie_a, mairie_b, via):
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            event = make_event(pk=4711, title=mairie.code)

    for mairie in (mairie_a, mairie_b):
        assert client_for(mairie, "citizen", via=via).get(path(event)).json()["title"] == mairie.code


def test_it_takes_one_query(client_for, mairie_a):
    client = client_for(mairie_a, "citizen")
    with mairie_context(mairie_a):
        event = make_event()

    client.get(path(event))  # the host is looked up once
    with queries() as sent:
        client.get(path(event))

    assert len(sent) == 2, "who asks, and the event"
