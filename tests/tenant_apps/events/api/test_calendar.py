"""GET /events/calendar/."""

from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from core.tenancy import mairie_context
from tenant_apps.events.bank_holidays import bank_holidays
from tenant_apps.events.models import Event
from tests.factories import make_user
from tests.queries import queries
from tests.tenant_apps.events.factories import BASE, DAY, HOUR, at, body, evt, make_event

CALENDAR = f"{BASE}calendar/"
DAY_NAMES = ["Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche"]


def shown(response) -> dict[str, list[tuple]]:
    """Day → (title, from, to) of what is shown on it, for days that show something."""
    assert response.status_code == 200, response.content
    days = response.json()["days"]
    return {
        day["date"]: [(event["title"], event["start_time"], event["end_time"]) for event in day["events"]]
        for day in days
        if day["events"]
    }


def test_a_week_runs_from_monday_to_sunday(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        event = make_event(
            title="Réunion cabinet",
            category="reunion",
            start_at=at("2025-12-01 08:00"),
            end_at=at("2025-12-01 09:30"),
            location_name="Mairie",
        )

    response = client_for(mairie_a, "citizen", via=via).get(f"{CALENDAR}?view=week&date=2025-12-05")

    monday = {
        "date": "2025-12-01",
        "day_name": "Lundi",
        "events": [
            {
                "id": evt(event),
                "title": "Réunion cabinet",
                "start_time": "09:00",
                "end_time": "10:30",
                "start_datetime": "2025-12-01T08:00:00Z",
                "end_datetime": "2025-12-01T09:30:00Z",
                "all_day": False,
                "continues_before": False,
                "continues_after": False,
                "category": "reunion",
                "priority": "medium",
                "color": "blue",
                "location_name": "Mairie",
                "is_public": True,
                "is_recurring": False,
            }
        ],
        "holidays": [],
    }
    others = [
        {"date": f"2025-12-0{number + 1}", "day_name": name, "events": [], "holidays": []}
        for number, name in enumerate(DAY_NAMES)
    ][1:]
    assert response.json() == {
        "view": "week",
        "start_date": "2025-12-01",
        "end_date": "2025-12-07",
        "days": [monday, *others],
        "holidays": [],
    }


def test_a_month_has_its_days_with_their_names(client_for, mairie_a):
    answer = client_for(mairie_a, "citizen").get(f"{CALENDAR}?view=month&date=2028-02-10").json()

    assert (answer["view"], answer["start_date"], answer["end_date"]) == ("month", "2028-02-01", "2028-02-29")
    assert len(answer["days"]) == 29
    assert [day["day_name"] for day in answer["days"][:7]] == [*DAY_NAMES[1:], "Lundi"]
    assert all(day["date"] < other["date"] for day, other in pairwise(answer["days"]))


def test_this_week_is_shown_unless_told_otherwise(client_for, mairie_a):
    answer = client_for(mairie_a, "citizen").get(CALENDAR).json()

    today = datetime.now(ZoneInfo("Europe/Paris")).date().isoformat()
    assert answer["view"] == "week"
    assert today in [day["date"] for day in answer["days"]]


def test_an_event_shows_on_each_day_it_spans(client_for, mairie_a):
    with mairie_context(mairie_a):
        make_event(title="Salon", start_at=at("2027-01-12 13:00"), end_at=at("2027-01-14 09:00"))
        make_event(title="Bal", start_at=at("2027-01-15 20:00"), end_at=at("2027-01-15 23:00"))
        make_event(title="Avant", start_at=at("2027-01-09 10:00"), end_at=at("2027-01-11 08:00"))
        make_event(title="Instant", start_at=at("2027-01-16 10:00"), end_at=at("2027-01-16 10:00"))

    response = client_for(mairie_a, "citizen").get(f"{CALENDAR}?date=2027-01-13")

    assert shown(response) == {
        "2027-01-11": [("Avant", "00:00", "09:00")],
        "2027-01-12": [("Salon", "14:00", "23:59")],
        "2027-01-13": [("Salon", "00:00", "23:59")],
        "2027-01-14": [("Salon", "00:00", "10:00")],
        "2027-01-15": [("Bal", "21:00", "23:59")],
        "2027-01-16": [("Instant", "11:00", "11:00")],
    }
    salon = [event for day in response.json()["days"] for event in day["events"] if event["title"] == "Salon"]
    assert [(event["continues_before"], event["continues_after"]) for event in salon] == [
        (False, True),
        (True, True),
        (True, False),
    ]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2027-07-13 22:00", "2027-07-14 22:00"),  # local midnight to local midnight
        ("2027-07-13 22:00", "2027-07-14 21:59"),  # local midnight to 23:59
        ("2027-07-14 00:00", "2027-07-14 23:59"),  # the bare date, at UTC
        ("2027-07-14 00:00", "2027-07-15 00:00"),
        ("2027-07-14 00:00", "2027-07-14 00:00"),
    ],
)
def test_an_all_day_event_is_on_its_day_however_it_was_written(client_for, mairie_a, start, end):
    client = client_for(mairie_a, "mayor")
    times = {"start_datetime": f"{start.replace(' ', 'T')}:00Z", "end_datetime": f"{end.replace(' ', 'T')}:00Z"}
    made = client.post(BASE, json=body(title="Fête", all_day=True, **times)).json()
    with mairie_context(mairie_a):
        make_event(title="Discours", start_at=at("2027-07-14 08:00"))

    response = client.get(f"{CALENDAR}?date=2027-07-14")

    assert {name: made[name] for name in times} == times, "what was sent comes back"
    assert shown(response) == {"2027-07-14": [("Fête", "00:00", "23:59"), ("Discours", "10:00", "11:00")]}


def test_days_are_the_mairies_own_on_the_nights_when_clocks_change(client_for, mairie_a):
    with mairie_context(mairie_a):
        make_event(title="Avant", start_at=at("2027-10-30 21:30"), end_at=at("2027-10-30 21:45"))
        make_event(title="Nuit", start_at=at("2027-10-31 00:30"), end_at=at("2027-10-31 01:30"))
        make_event(title="Soir", start_at=at("2027-10-31 22:30"), end_at=at("2027-10-31 22:45"))

    response = client_for(mairie_a, "citizen").get(f"{CALENDAR}?date=2027-10-31")

    assert shown(response) == {
        "2027-10-30": [("Avant", "23:30", "23:45")],
        "2027-10-31": [("Nuit", "02:30", "02:30"), ("Soir", "23:30", "23:45")],
    }


def test_bank_holidays_are_whole_day_information(client_for, mairie_a):
    answer = client_for(mairie_a, "citizen").get(f"{CALENDAR}?view=month&date=2027-05-15").json()

    assert answer["holidays"] == [
        {"date": "2027-05-01", "name": "Fête du Travail"},
        {"date": "2027-05-06", "name": "Ascension"},
        {"date": "2027-05-08", "name": "Fête de la Victoire"},
        {"date": "2027-05-17", "name": "Lundi de Pentecôte"},
    ]
    assert answer["days"][0]["holidays"] == [{"name": "Fête du Travail", "all_day": True}]
    assert answer["days"][0]["events"] == []


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        ("67482", date(2027, 12, 26), "Saint-Étienne"),
        ("57463", date(2027, 3, 26), "Vendredi saint"),
        ("97404", date(2027, 12, 20), "Abolition de l'esclavage"),
        ("91274", date(2027, 12, 25), "Noël"),
    ],
)
def test_a_departement_has_its_own_holidays_too(code, day, name):
    assert bank_holidays(municipality_code=code, first=day, last=day) == {day: name}
    if name != "Noël":
        assert bank_holidays(municipality_code="91274", first=day, last=day) == {}


def test_citizens_see_what_concerns_them_and_staff_everything(client_for, mairie_a):
    client = client_for(mairie_a, "citizen")
    with mairie_context(mairie_a):
        start = at("2027-01-12 10:00")
        make_event(title="Publique", start_at=start)
        make_event(title="Privée", start_at=start + HOUR, is_public=False)
        make_event(title="Invité", start_at=start + 2 * HOUR, is_public=False, attendees={client.user: "pending"})

    seen = shown(client.get(f"{CALENDAR}?date=2027-01-12"))["2027-01-12"]
    everything = shown(client_for(mairie_a, "moderator").get(f"{CALENDAR}?date=2027-01-12"))["2027-01-12"]

    assert [title for title, _start, _end in seen] == ["Publique", "Invité"]
    assert len(everything) == 3


def test_nobody_reads_without_an_account(client_for, mairie_a, via):
    assert client_for(mairie_a, via=via).get(CALENDAR).status_code == 401


@pytest.mark.parametrize(
    ("query", "field"),
    [("view=year", "view"), ("date=2027-02-30", "date"), ("date=0001-01-01", "date"), ("date=9999-12-31", "date")],
)
def test_an_unknown_value_is_refused(client_for, mairie_a, query, field):
    response = client_for(mairie_a, "citizen").get(f"{CALENDAR}?{query}")

    assert (response.status_code, list(response.json()["error"]["details"])) == (422, [field])


def test_a_month_of_five_hundred_events_takes_as_many_queries_as_an_empty_one(client_for, mairie_a):
    client = client_for(mairie_a, "citizen")
    client.get(CALENDAR)  # the host is looked up once
    with queries() as few:
        client.get(f"{CALENDAR}?view=month&date=2027-03-01")
    with mairie_context(mairie_a):
        author, start = make_user(role="mayor"), at("2027-03-01 09:00")
        rows = [
            Event(
                title=f"{number}", created_by=author, is_public=True, start_at=start + number % 30 * DAY,
                end_at=start + number % 30 * DAY + HOUR, first_day=(start + number % 30 * DAY).date(),
                last_day=(start + number % 30 * DAY).date(),
            )
            for number in range(500)
        ]  # fmt: skip
        Event.objects.bulk_create(rows)

    with queries() as many:
        answer = client.get(f"{CALENDAR}?view=month&date=2027-03-01").json()

    assert sum(len(day["events"]) for day in answer["days"]) == 500
    assert len(few) == len(many) == 2


def test_a_mairie_shows_its_own(client_for, mairie_a, mairie_b, via):
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            make_event(pk=4711, title=mairie.code, start_at=at("2027-01-12 10:00"))

    response = client_for(mairie_b, "citizen", via=via).get(f"{CALENDAR}?date=2027-01-12")

    assert shown(response) == {"2027-01-12": [(mairie_b.code, "11:00", "12:00")]}
