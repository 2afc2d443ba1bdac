"""POST /events/."""

from zoneinfo import ZoneInfo

import pytest

from core.tenancy import mairie_context
from tenant_apps.dashboard.models import Activity
from tenant_apps.events.models import Attendee, Event, Series
from tests.factories import make_user
from tests.tenant_apps.events.factories import BASE, at, body, evt, local_starts, make_event, path, waiting_jobs

pytestmark = pytest.mark.usefixtures("in_november_2026")

PARIS = ZoneInfo("Europe/Paris")
CONTRACT = {
    "title": "Réunion avec les associations",
    "description": "Rencontre annuelle avec les responsables associatifs",
    "category": "reunion",
    "priority": "medium",
    "color": "green",
    "start_datetime": "2025-12-15T14:00:00Z",
    "end_datetime": "2025-12-15T16:00:00Z",
    "all_day": False,
    "location": {"name": "Salle des fêtes", "address": "10 Rue des Associations, 75001 Paris"},
    "is_recurring": False,
    "reminders": [30, 1440],
    "notes": "Préparer le bilan annuel",
    "is_public": True,
}


def test_the_contracts_body_makes_the_contracts_event(client_for, mairie_a, via):
    client = client_for(mairie_a, "mayor", via=via)
    with mairie_context(mairie_a):
        guest = make_user(role="moderator", first_name="Marie", last_name="Martin")

    response = client.post(BASE, json={**CONTRACT, "attendees_ids": [client.user.id, guest.id]})

    assert response.status_code == 201, response.content
    with mairie_context(mairie_a):
        event = Event.objects.get()
    made = response.json()
    assert made == {
        **CONTRACT,
        "id": evt(event),
        "attendees": [
            {"id": client.user.id, "name": client.user.full_name, "role": "Maire", "status": "confirmed"},
            {"id": guest.id, "name": "Marie Martin", "role": "Modérateur", "status": "pending"},
        ],
        "my_status": "confirmed",
        "recurring_pattern": None,
        "recurrence_end": None,
        "recurrence_count": None,
        "recurrence_rule": None,
        "series_id": None,
        "created_by": {"id": client.user.id, "name": client.user.full_name},
        "created_at": made["created_at"],
        "updated_at": made["created_at"],
        "occurrences_count": 1,
        "warnings": [],
        "message": "Événement créé avec succès",
    }
    assert client.get(path(event)).json() == {
        name: value for name, value in made.items() if name not in {"occurrences_count", "warnings", "message"}
    }


def test_it_is_told_in_the_activities(client_for, mairie_a):
    client = client_for(mairie_a, "admin")

    made = client.post(BASE, json=CONTRACT).json()

    with mairie_context(mairie_a):
        activity = Activity.objects.get(type="event_scheduled")
    told = (activity.title, activity.description, activity.actor_id, activity.target)
    assert told == (
        "Événement programmé",
        "Réunion avec les associations - 15 décembre 2025",
        client.user.id,
        made["id"],
    )


def test_what_is_not_said_has_a_safe_default(client_for, mairie_a):
    made = client_for(mairie_a, "mayor").post(BASE, json=body()).json()

    defaults = {
        "description": "",
        "category": "autre",
        "priority": "medium",
        "color": "blue",
        "all_day": False,
        "location": {"name": "", "address": ""},
        "attendees": [],
        "reminders": [],
        "notes": "",
        "is_public": False,
    }
    assert {name: made[name] for name in defaults} == defaults


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"title": "\u0085"}, "title"),
        ({"category": "inconnue"}, "category"),
        ({"priority": "normal"}, "priority"),
        ({"color": "bleu"}, "color"),
        ({"color": "#12345"}, "color"),
        ({"start_datetime": "demain"}, "start_datetime"),
        ({"start_datetime": "0001-01-01T00:00:00Z"}, "start_datetime"),
        ({"end_datetime": "2027-03-15T13:59:59Z"}, "end_datetime"),
        ({"end_datetime": "2028-03-16T14:00:00Z"}, "end_datetime"),
        ({"end_datetime": "9999-12-31T23:59:59Z"}, "end_datetime"),
        ({"location": "Salle"}, "location"),
        ({"location": {"name": "x" * 201}}, "location.name"),
        ({"attendees_ids": [0]}, "attendees_ids.0"),
        ({"attendees_ids": [10**18]}, "attendees_ids"),
        ({"attendees_ids": "tous"}, "attendees_ids"),
        ({"reminders": [-1]}, "reminders.0"),
        ({"reminders": [40_321]}, "reminders.0"),
        ({"reminders": list(range(11))}, "reminders"),
        ({"is_recurring": True}, "recurring_pattern"),
        ({"recurring_pattern": "hourly"}, "recurring_pattern"),
        (
            {"recurring_pattern": "daily", "recurrence_end": "2027-04-01", "recurrence_count": 3},
            "recurrence_count",
        ),
        ({"recurring_pattern": "daily", "recurrence_end": "2027-03-14"}, "recurrence_end"),
        ({"recurring_pattern": "daily", "recurrence_count": 0}, "recurrence_count"),
        (
            {
                "recurring_pattern": "daily",
                "start_datetime": "2015-01-01T10:00:00Z",
                "end_datetime": "2015-01-01T11:00:00Z",
            },
            "start_datetime",
        ),
    ],
)
def test_a_wrong_value_is_told_by_field(client_for, mairie_a, fields, wrong):
    response = client_for(mairie_a, "mayor").post(BASE, json=body(**fields))

    assert response.status_code == 422, response.content
    assert response.json()["error"]["code"] == "VALIDATION_ERROR"
    assert list(response.json()["error"]["details"]) == [wrong]
    with mairie_context(mairie_a):
        assert (Event.objects.count(), Series.objects.count()) == (0, 0)


@pytest.mark.parametrize("name", ["title", "start_datetime", "end_datetime"])
def test_title_and_times_are_required(client_for, mairie_a, name):
    sent = body()
    del sent[name]

    details = client_for(mairie_a, "mayor").post(BASE, json=sent).json()["error"]["details"]

    assert list(details) == [name]


@pytest.mark.parametrize(("role", "status"), [(None, 401), ("citizen", 403), ("moderator", 403), ("admin", 201)])
def test_administrators_and_mayors_write(client_for, mairie_a, via, role, status):
    assert client_for(mairie_a, role, via=via).post(BASE, json=body()).status_code == status


def test_a_manager_who_is_not_approved_or_not_verified_does_not_write(client_for, mairie_a):
    with mairie_context(mairie_a):
        pending, unverified = make_user(role="mayor", role_status="pending"), make_user(role="mayor", is_verified=False)

    codes = [
        client_for(mairie_a, user=user).post(BASE, json=body()).json()["error"]["code"]
        for user in (pending, unverified)
    ]

    assert codes == ["PERMISSION_DENIED", "EMAIL_NOT_VERIFIED"]


def test_only_active_accounts_of_the_mairie_are_invited(client_for, mairie_a):
    with mairie_context(mairie_a):
        gone = make_user(is_active=False)

    response = client_for(mairie_a, "mayor").post(BASE, json=body(attendees_ids=[gone.id]))

    assert response.json()["error"]["details"] == {
        "attendees_ids": [f"Aucun compte actif ne correspond à : {gone.id}."]
    }


def test_a_time_without_a_zone_is_the_mairies(client_for, mairie_a):
    made = client_for(mairie_a, "mayor").post(
        BASE, json=body(start_datetime="2027-07-01T10:00:00", end_datetime="2027-07-01T12:00:00+02:00")
    )

    assert made.json()["start_datetime"] == "2027-07-01T08:00:00Z"
    assert made.json()["end_datetime"] == "2027-07-01T10:00:00Z"


def test_a_form_is_read_like_json(client_for, mairie_a):
    client = client_for(mairie_a, "mayor")
    form = {**body(), "location": '{"name": "Mairie"}', "reminders": "[15]", "is_public": "true"}

    made = client.post(BASE, data=form).json()

    assert (made["location"], made["reminders"], made["is_public"]) == ({"name": "Mairie", "address": ""}, [15], True)


def test_a_weekly_series_keeps_its_local_time_across_clock_changes(client_for, mairie_a, via):
    sent = body(
        start_datetime="2027-03-14T18:00:00Z",
        end_datetime="2027-03-14T19:30:00Z",
        is_recurring=True,
        recurring_pattern="weekly",
        recurrence_count=4,
    )

    made = client_for(mairie_a, "mayor", via=via).post(BASE, json=sent).json()

    assert (made["occurrences_count"], made["recurring_pattern"], made["recurrence_count"]) == (4, "weekly", 4)
    with mairie_context(mairie_a):
        series = Series.objects.get()
        assert made["series_id"] == f"ser_{series.pk:03d}"
        assert local_starts(series.pk, PARIS) == [f"2027-{day} 19:00" for day in ("03-14", "03-21", "03-28", "04-04")]
        starts = Event.objects.order_by("position").values_list("start_at", flat=True)
        assert [start.hour for start in starts] == [18, 18, 17, 17]


def test_a_series_without_an_end_is_made_for_eighteen_months_and_extended_by_a_job(client_for, mairie_a):
    sent = body(start_datetime="2027-01-31T10:00:00Z", end_datetime="2027-01-31T11:00:00Z", recurring_pattern="monthly")

    made = client_for(mairie_a, "mayor").post(BASE, json=sent).json()

    with mairie_context(mairie_a):
        series = Series.objects.get()
        days = [start[:10] for start in local_starts(series.pk, PARIS)]
    assert len(days) == made["occurrences_count"] == 19
    assert days[:4] == ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]
    assert days[-1] == "2028-07-31"
    assert list(waiting_jobs("extend_series")) == [f"ser:{series.pk}"]


def test_a_series_ends_on_its_last_day(client_for, mairie_a):
    sent = body(recurring_pattern="daily", recurrence_end="2027-03-18")

    made = client_for(mairie_a, "mayor").post(BASE, json=sent).json()

    assert (made["occurrences_count"], made["recurrence_end"]) == (4, "2027-03-18")
    assert not waiting_jobs("extend_series")


def test_everybody_is_invited_to_every_occurrence_and_told_once(client_for, mairie_a, told):
    client = client_for(mairie_a, "mayor")
    with mairie_context(mairie_a):
        one, other = make_user(), make_user()

    client.post(
        BASE,
        json=body(recurring_pattern="daily", recurrence_count=3, attendees_ids=[one.id, other.id, client.user.id]),
    )

    with mairie_context(mairie_a):
        assert Attendee.objects.count() == 9
        assert set(Attendee.objects.filter(user=client.user.id).values_list("status", flat=True)) == {"confirmed"}
    assert told.of("invitation") == [("Réunion avec les associations", [one.id, other.id])]


def test_what_is_public_and_to_come_is_announced(client_for, mairie_a, told):
    client = client_for(mairie_a, "mayor")
    client.post(BASE, json=body(title="Publique", is_public=True))
    client.post(BASE, json=body(title="Privée"))
    past = {"start_datetime": "2020-01-01T10:00:00Z", "end_datetime": "2020-01-01T11:00:00Z"}
    client.post(BASE, json=body(title="Passée", is_public=True, **past))

    assert told.of("public") == [("Publique",)]


def test_the_next_reminder_is_due_work(client_for, mairie_a):
    made = client_for(mairie_a, "mayor").post(BASE, json=body(reminders=[30, 1440, 30])).json()

    assert made["reminders"] == [30, 1440]
    number = int(made["id"].removeprefix("evt_"))
    assert waiting_jobs("remind") == {f"evt:{number}": at("2027-03-14 14:00")}


def test_an_overlap_at_the_same_place_is_a_warning(client_for, mairie_a):
    with mairie_context(mairie_a):
        other = make_event(
            title="Loto",
            location_name="Salle des Fêtes",
            start_at=at("2027-03-15 15:30"),
            end_at=at("2027-03-15 18:00"),
        )
        make_event(location_name="Salle des Fêtes", start_at=at("2027-03-15 16:00"))
        make_event(location_name="Mairie", start_at=at("2027-03-15 15:00"))

    response = client_for(mairie_a, "mayor").post(BASE, json=body(location={"name": "salle des fetes"}))

    assert response.status_code == 201
    assert response.json()["warnings"] == [
        {
            "type": "location",
            "message": "Le lieu « Salle des Fêtes » est déjà occupé par « Loto » (15 mars 2027 à 16 h 30).",
            "event_id": response.json()["id"],
            "start_datetime": "2027-03-15T14:00:00Z",
            "conflicting_event": {
                "id": evt(other),
                "title": "Loto",
                "start_datetime": "2027-03-15T15:30:00Z",
                "end_datetime": "2027-03-15T18:00:00Z",
            },
            "location": "Salle des Fêtes",
        }
    ]


def test_an_overlap_for_the_same_person_is_a_warning_unless_they_declined(client_for, mairie_a):
    with mairie_context(mairie_a):
        marie, paul = make_user(first_name="Marie", last_name="Martin"), make_user()
        other = make_event(
            title="Mariage", start_at=at("2027-03-15 13:00"), end_at=at("2027-03-15 14:30"),
            attendees={marie: "pending", paul: "declined"},
        )  # fmt: skip

    made = client_for(mairie_a, "mayor").post(BASE, json=body(attendees_ids=[marie.id, paul.id])).json()

    [warning] = made["warnings"]
    assert (warning["type"], warning["attendee"]) == ("attendee", {"id": marie.id, "name": "Marie Martin"})
    assert warning["message"] == "Marie Martin participe déjà à « Mariage » (15 mars 2027 à 14 h)."
    assert warning["conflicting_event"]["id"] == evt(other)


def test_a_collision_with_a_whole_day_names_the_day_alone(client_for, mairie_a):
    with mairie_context(mairie_a):
        make_event(
            title="Brocante", location_name="Stade", all_day=True,
            start_at=at("2027-03-15 00:00"), end_at=at("2027-03-16 00:00"),
        )  # fmt: skip

    [warning] = client_for(mairie_a, "mayor").post(BASE, json=body(location={"name": "Stade"})).json()["warnings"]

    assert warning["message"] == "Le lieu « Stade » est déjà occupé par « Brocante » (15 mars 2027)."


def test_every_occurrence_of_a_series_is_looked_at_but_not_against_its_own(client_for, mairie_a):
    with mairie_context(mairie_a):
        make_event(location_name="Stade", start_at=at("2027-03-17 14:00"))
    sent = body(location={"name": "Stade"}, recurring_pattern="daily", recurrence_count=3)
    sent["end_datetime"] = "2027-03-16T15:00:00Z"

    made = client_for(mairie_a, "mayor").post(BASE, json=sent).json()

    assert [warning["start_datetime"] for warning in made["warnings"]] == [
        "2027-03-16T14:00:00Z",
        "2027-03-17T14:00:00Z",
    ]
