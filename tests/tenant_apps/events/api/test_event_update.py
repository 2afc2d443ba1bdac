"""PUT and PATCH /events/{id}/ of a single event or one occurrence."""

import pytest

from core.tenancy import mairie_context
from tenant_apps.dashboard.models import Activity
from tenant_apps.events.models import Attendee, Event, Series
from tests.factories import make_user
from tests.tenant_apps.events.factories import BASE, at, body, make_event, path, waiting_jobs

pytestmark = pytest.mark.usefixtures("in_november_2026")


@pytest.fixture
def mayor(client_for, mairie_a):
    return client_for(mairie_a, "mayor")


def test_only_what_is_sent_changes(client_for, mairie_a, via):
    client = client_for(mairie_a, "admin", via=via)
    made = client.post(BASE, json=body(notes="Bilan", location={"name": "Mairie"}, is_public=True)).json()

    response = client.put(path(made["id"]), json={"title": "Réunion déplacée", "color": "#1D4ED8"})

    assert response.status_code == 200
    changed = response.json()
    expected = {**made, "title": "Réunion déplacée", "color": "#1D4ED8", "message": "Événement mis à jour"}
    assert changed == {**expected, "updated_at": changed["updated_at"]}
    with mairie_context(mairie_a):
        assert Event.objects.get().updated_at > Event.objects.get().created_at
        activity = Activity.objects.get(type="event_updated")
    assert (activity.target, activity.actor_id) == (made["id"], client.user.id)


def test_patch_is_the_same(mayor):
    made = mayor.post(BASE, json=body()).json()

    assert mayor.patch(path(made["id"]), json={"priority": "urgent"}).json()["priority"] == "urgent"


def test_everything_that_can_be_written_can_be_changed(mayor):
    made = mayor.post(BASE, json=body()).json()
    sent = {
        "title": "Vœux",
        "description": "Avec galette",
        "category": "ceremonie",
        "priority": "low",
        "color": "red",
        "start_datetime": "2028-01-10T17:00:00Z",
        "end_datetime": "2028-01-10T19:00:00Z",
        "all_day": False,
        "location": {"name": "Gymnase", "address": "Rue du Stade"},
        "reminders": [10],
        "notes": "Micro",
        "is_public": True,
    }

    changed = mayor.put(path(made["id"]), json=sent).json()

    assert {name: changed[name] for name in sent} == sent


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"end_datetime": "2027-03-15T13:00:00Z"}, "end_datetime"),
        ({"start_datetime": "2027-03-15T17:00:00Z"}, "end_datetime"),
        ({"title": ""}, "title"),
        ({"title": None}, "title"),
        ({"category": "x"}, "category"),
        ({"attendees_ids": [10**12]}, "attendees_ids"),
        ({"is_recurring": True}, "recurring_pattern"),
        ({"update_series": "jamais"}, "update_series"),
    ],
)
def test_a_wrong_value_changes_nothing(mayor, sent, field):
    made = mayor.post(BASE, json=body()).json()

    response = mayor.put(path(made["id"]), json={"notes": "Nouveau", **sent})

    assert (response.status_code, list(response.json()["error"]["details"])) == (422, [field])
    assert mayor.get(path(made["id"])).json()["notes"] == ""


@pytest.mark.parametrize(("role", "status"), [(None, 401), ("citizen", 403), ("moderator", 403)])
def test_only_administrators_and_mayors_write(client_for, mairie_a, via, role, status):
    with mairie_context(mairie_a):
        event = make_event()

    assert client_for(mairie_a, role, via=via).put(path(event), json={"title": "X"}).status_code == status


@pytest.mark.parametrize("name", ["evt_999", "evt_1", "pub_001"])
def test_an_unknown_event_is_not_found(mayor, name):
    assert mayor.put(path(name), json={"title": "X"}).status_code == 404


def test_the_same_number_elsewhere_keeps_its_title(client_for, mairie_a, mairie_b):
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            event = make_event(pk=4711, title="Avant")

    client_for(mairie_a, "mayor").put(path(event), json={"title": "Après"})

    with mairie_context(mairie_b):
        assert Event.objects.get(pk=4711).title == "Avant"


def test_attendees_are_replaced_and_those_who_stay_keep_their_answer(mayor, mairie_a, told):
    with mairie_context(mairie_a):
        stays, goes, comes = make_user(), make_user(), make_user()
        event = make_event(title="Atelier", attendees={stays: "confirmed", goes: "confirmed"})

    changed = mayor.put(path(event), json={"attendees_ids": [comes.id, stays.id]}).json()

    assert {guest["id"]: guest["status"] for guest in changed["attendees"]} == {
        stays.id: "confirmed",
        comes.id: "pending",
    }
    assert told.calls == [("invitation", "Atelier", [comes.id])]


def test_an_attendee_whose_account_was_closed_may_stay(mayor, mairie_a):
    with mairie_context(mairie_a):
        gone = make_user(is_active=False)
        event = make_event(attendees={gone: "confirmed"})

    response = mayor.put(path(event), json={"attendees_ids": [gone.id, mayor.user.id]})

    assert [guest["status"] for guest in response.json()["attendees"]] == ["confirmed", "confirmed"]


def test_those_invited_are_told_of_a_new_time(mayor, mairie_a, told):
    with mairie_context(mairie_a):
        guest = make_user()
        event = make_event(title="Atelier", start_at=at("2027-05-01 10:00"), attendees={guest: "confirmed"})

    mayor.put(path(event), json={"title": "Atelier peinture"})
    assert told.calls == []
    mayor.put(path(event), json={"end_datetime": "2027-05-01T12:00:00Z"})

    assert told.calls == [("move", "Atelier peinture", [guest.id])]


def test_what_becomes_public_is_announced(mayor, mairie_a, told):
    with mairie_context(mairie_a):
        event = make_event(title="Fête", is_public=False)

    mayor.put(path(event), json={"is_public": True})
    mayor.put(path(event), json={"is_public": True, "title": "Grande fête"})

    assert told.of("public") == [("Fête",)]


def test_the_reminder_moves_with_the_event(mayor):
    made = mayor.post(BASE, json=body(reminders=[60])).json()
    key = f"evt:{int(made['id'].removeprefix('evt_'))}"

    moved = {"start_datetime": "2027-03-20T14:00:00Z", "end_datetime": "2027-03-20T16:00:00Z"}
    mayor.put(path(made["id"]), json=moved)
    assert waiting_jobs("remind") == {key: at("2027-03-20 13:00")}
    mayor.put(path(made["id"]), json={"reminders": [120]})
    assert waiting_jobs("remind") == {key: at("2027-03-20 12:00")}
    mayor.put(path(made["id"]), json={"reminders": []})
    assert waiting_jobs("remind") == {}


def test_warnings_come_with_a_change_too(mayor, mairie_a):
    with mairie_context(mairie_a):
        make_event(title="Loto", location_name="Gymnase", start_at=at("2027-03-15 15:00"))
    made = mayor.post(BASE, json=body()).json()

    [warning] = mayor.put(path(made["id"]), json={"location": {"name": "Gymnase"}}).json()["warnings"]

    assert warning["conflicting_event"]["title"] == "Loto"


def test_a_location_can_be_taken_away(mayor):
    made = mayor.post(BASE, json=body(location={"name": "Mairie"})).json()

    assert mayor.put(path(made["id"]), json={"location": None}).json()["location"] == {"name": "", "address": ""}


def test_one_occurrence_changes_alone(mayor):
    mayor.post(BASE, json=body(recurring_pattern="daily", recurrence_count=3))
    rows = mayor.get(BASE).json()["results"]
    moved = {"start_datetime": "2027-03-16T15:00:00Z", "end_datetime": "2027-03-16T17:00:00Z"}

    changed = mayor.put(path(rows[1]["id"]), json={"title": "Exception", **moved}).json()

    assert (changed["occurrences_count"], changed["is_recurring"]) == (1, True)
    after = mayor.get(BASE).json()["results"]
    assert [row["title"] for row in after] == [rows[0]["title"], "Exception", rows[2]["title"]]
    assert after[1]["series_id"] == rows[1]["series_id"]
    assert (after[0], after[2]) == (rows[0], rows[2])


def test_how_a_series_repeats_is_no_matter_of_one_occurrence(mayor):
    made = mayor.post(BASE, json=body(recurring_pattern="daily", recurrence_count=3)).json()
    whole = {name: made[name] for name in ("is_recurring", "recurring_pattern", "recurrence_end", "recurrence_count")}

    assert mayor.put(path(made["id"]), json=whole).status_code == 200, "what is sent as it is changes nothing"
    for sent in ({"is_recurring": False}, {"recurring_pattern": "weekly"}, {"recurrence_count": 4}):
        response = mayor.put(path(made["id"]), json=sent)
        assert (response.status_code, list(response.json()["error"]["details"])) == (422, list(sent))


def test_a_single_event_becomes_a_series(mayor, mairie_a):
    with mairie_context(mairie_a):
        guest = make_user()
    made = mayor.post(BASE, json=body(attendees_ids=[guest.id], reminders=[60])).json()

    changed = mayor.put(
        path(made["id"]), json={"is_recurring": True, "recurring_pattern": "weekly", "recurrence_count": 3}
    ).json()

    assert (changed["id"], changed["occurrences_count"], changed["recurring_pattern"]) == (made["id"], 3, "weekly")
    with mairie_context(mairie_a):
        series = Series.objects.get()
        assert list(series.events.order_by("position").values_list("start_at__day", flat=True)) == [15, 22, 29]
        assert Attendee.objects.filter(user=guest).count() == 3
    assert waiting_jobs("remind") == {f"ser:{series.pk}": at("2027-03-15 13:00")}
