"""POST /events/{id}/respond/."""

import pytest

from core.tenancy import mairie_context
from tenant_apps.events.models import Attendee, Series
from tenant_apps.events.services.series import extend_series
from tests.factories import make_user
from tests.tenant_apps.events.factories import BASE, body, make_event, path


@pytest.mark.parametrize("status", ["confirmed", "declined", "tentative"])
def test_an_attendee_answers(client_for, mairie_a, via, status):
    client = client_for(mairie_a, "citizen", via=via)
    with mairie_context(mairie_a):
        other = make_user()
        event = make_event(attendees={client.user: "pending", other: "pending"})

    response = client.post(path(event, "respond"), json={"status": status})

    assert response.status_code == 200
    assert response.json() == {"message": "Réponse enregistrée", "status": status}
    with mairie_context(mairie_a):
        answer = Attendee.objects.get(user=client.user)
        assert (answer.status, answer.responded_at is not None) == (status, True)
        assert Attendee.objects.get(user=other).status == "pending"
    assert client.get(path(event)).json()["my_status"] == status


def test_an_answer_can_be_changed(client_for, mairie_a):
    client = client_for(mairie_a, "citizen")
    with mairie_context(mairie_a):
        event = make_event(attendees={client.user: "declined"})

    client.post(path(event, "respond"), json={"status": "confirmed"})

    assert client.get(path(event)).json()["my_status"] == "confirmed"


@pytest.mark.parametrize("role", ["citizen", "moderator", "mayor"])
@pytest.mark.parametrize("is_public", [True, False])
def test_only_an_invited_attendee_may_respond(client_for, mairie_a, via, role, is_public):
    with mairie_context(mairie_a):
        event = make_event(is_public=is_public, attendees={make_user(): "pending"})

    response = client_for(mairie_a, role, via=via).post(path(event, "respond"), json={"status": "confirmed"})

    assert (response.status_code, response.json()["error"]["code"]) == (403, "NOT_INVITED")


def test_nobody_responds_without_an_account(client_for, mairie_a):
    with mairie_context(mairie_a):
        event = make_event()

    assert client_for(mairie_a).post(path(event, "respond"), json={"status": "confirmed"}).status_code == 401


@pytest.mark.parametrize("sent", [{}, {"status": "pending"}, {"status": "oui"}, {"status": None}])
def test_an_answer_is_one_of_three(client_for, mairie_a, sent):
    client = client_for(mairie_a, "citizen")
    with mairie_context(mairie_a):
        event = make_event(attendees={client.user: "pending"})

    response = client.post(path(event, "respond"), json=sent)

    assert (response.status_code, list(response.json()["error"]["details"])) == (422, ["status"])


@pytest.mark.parametrize("name", ["evt_999", "evt_1", "rien"])
def test_an_unknown_event_is_not_found(client_for, mairie_a, name):
    response = client_for(mairie_a, "citizen").post(path(name, "respond"), json={"status": "confirmed"})

    assert response.status_code == 404


def test_one_answer_may_count_for_all_that_follows_and_for_what_is_made_later(client_for, mairie_a):
    mayor, client = client_for(mairie_a, "mayor"), client_for(mairie_a, "citizen")
    mayor.post(BASE, json=body(recurring_pattern="weekly", attendees_ids=[client.user.id]))
    rows = client.get(f"{BASE}?limit=3").json()["results"]

    client.post(path(rows[1]["id"], "respond"), json={"status": "confirmed", "update_series": True})

    with mairie_context(mairie_a):
        series = Series.objects.get()
        last = series.events.order_by("position").last()
        last.delete()
        Series.objects.update(next_position=last.position)
        extend_series(series_id=series.pk)
        statuses = list(Attendee.objects.order_by("event__position").values_list("status", flat=True))
    assert statuses == ["pending", *["confirmed"] * (len(statuses) - 1)]
    assert len(statuses) > 50


def test_the_same_person_number_elsewhere_is_not_invited(client_for, mairie_a, mairie_b):
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            user = make_user(pk=4711)
            event = make_event(pk=4711, attendees={user: "pending"} if mairie is mairie_a else {})

    assert client_for(mairie_b, user=user).post(path(event, "respond"), json={"status": "declined"}).status_code == 403
    with mairie_context(mairie_a):
        assert Attendee.objects.get().status == "pending"
