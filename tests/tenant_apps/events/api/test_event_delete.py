"""DELETE /events/{id}/."""

import pytest

from core.tenancy import mairie_context
from tenant_apps.dashboard.models import Activity
from tenant_apps.events.models import Attendee, Event, Series
from tests.factories import make_user
from tests.tenant_apps.events.factories import BASE, body, evt, make_event, path, waiting_jobs

pytestmark = pytest.mark.usefixtures("in_november_2026")


def test_it_goes_with_its_attendees_and_its_reminder(client_for, mairie_a, via, told):
    client = client_for(mairie_a, "admin", via=via)
    with mairie_context(mairie_a):
        guest = make_user()
    made = client.post(BASE, json=body(reminders=[30], attendees_ids=[guest.id])).json()

    response = client.delete(path(made["id"]))

    assert (response.status_code, response.content) == (204, b"")
    with mairie_context(mairie_a):
        assert (Event.objects.count(), Attendee.objects.count()) == (0, 0)
        activity = Activity.objects.get(type="event_cancelled")
    assert (activity.target, activity.actor_id) == (made["id"], client.user.id)
    assert activity.description == "Réunion avec les associations - 15 mars 2027"
    assert told.of("cancellation") == [("Réunion avec les associations", [guest.id])]
    assert not waiting_jobs("remind")
    assert client.delete(path(made["id"])).status_code == 404


def test_nobody_is_told_of_what_is_over(client_for, mairie_a, told):
    client = client_for(mairie_a, "mayor")
    with mairie_context(mairie_a):
        guest = make_user()
    past = {"start_datetime": "2020-01-01T10:00:00Z", "end_datetime": "2020-01-01T11:00:00Z"}
    made = client.post(BASE, json=body(**past, attendees_ids=[guest.id])).json()

    client.delete(path(made["id"]))

    assert told.calls == []


def test_one_occurrence_goes_alone_and_does_not_come_back(client_for, mairie_a):
    client = client_for(mairie_a, "mayor")
    client.post(BASE, json=body(recurring_pattern="daily", recurrence_count=4, reminders=[60]))
    rows = client.get(BASE).json()["results"]

    assert client.delete(path(rows[0]["id"])).status_code == 204

    assert [row["id"] for row in client.get(BASE).json()["results"]] == [row["id"] for row in rows[1:]]
    [due] = waiting_jobs("remind").values()
    assert f"{due:%Y-%m-%d %H:%M}" == "2027-03-16 13:00"


def test_the_whole_series_goes_with_its_due_work(client_for, mairie_a, via):
    client = client_for(mairie_a, "mayor", via=via)
    client.post(BASE, json=body(title="Reste"))
    client.post(BASE, json=body(recurring_pattern="weekly", reminders=[60]))
    occurrence = client.get(f"{BASE}?page=30&limit=1").json()["results"][0]
    assert occurrence["is_recurring"]

    response = client.delete(f"{path(occurrence['id'])}?delete_series=true")

    assert response.status_code == 204
    assert [row["title"] for row in client.get(BASE).json()["results"]] == ["Reste"]
    with mairie_context(mairie_a):
        assert Series.objects.count() == 0
    assert (waiting_jobs("remind"), waiting_jobs("extend_series")) == ({}, {})


def test_a_series_ends_with_its_last_occurrence(client_for, mairie_a):
    client = client_for(mairie_a, "mayor")
    client.post(BASE, json=body(recurring_pattern="daily", recurrence_count=2))

    for row in client.get(BASE).json()["results"]:
        client.delete(path(row["id"]))

    with mairie_context(mairie_a):
        assert (Event.objects.count(), Series.objects.count()) == (0, 0)


def test_the_parameter_means_nothing_to_a_single_event(client_for, mairie_a):
    with mairie_context(mairie_a):
        event, other = make_event(), make_event()

    client_for(mairie_a, "mayor").delete(f"{path(event)}?delete_series=true")

    with mairie_context(mairie_a):
        assert list(Event.objects.values_list("pk", flat=True)) == [other.pk]


def test_an_unclear_parameter_deletes_nothing(client_for, mairie_a):
    with mairie_context(mairie_a):
        event = make_event()

    response = client_for(mairie_a, "mayor").delete(f"{path(event)}?delete_series=peut-être")

    assert (response.status_code, list(response.json()["error"]["details"])) == (422, ["delete_series"])
    with mairie_context(mairie_a):
        assert Event.objects.filter(pk=event.pk).exists()


@pytest.mark.parametrize(("role", "status"), [(None, 401), ("citizen", 403), ("moderator", 403)])
def test_only_administrators_and_mayors_delete(client_for, mairie_a, via, role, status):
    with mairie_context(mairie_a):
        event = make_event()

    assert client_for(mairie_a, role, via=via).delete(path(event)).status_code == status
    with mairie_context(mairie_a):
        assert Event.objects.filter(pk=event.pk).exists()


def test_the_same_number_elsewhere_stays(client_for, mairie_a, mairie_b):
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            event = make_event(pk=4711)

    assert evt(event) == "evt_4711"
    client_for(mairie_a, "mayor").delete(path(event))

    with mairie_context(mairie_b):
        assert Event.objects.filter(pk=4711).exists()
