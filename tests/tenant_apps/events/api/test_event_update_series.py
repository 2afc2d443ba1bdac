"""PUT /events/{id}/ with update_series=true."""

from zoneinfo import ZoneInfo

import pytest

from core.tenancy import mairie_context
from tenant_apps.events.models import Attendee, Event, Series
from tenant_apps.events.services.series import extend_series
from tests.factories import make_user
from tests.tenant_apps.events.factories import BASE, at, body, local_starts, path, waiting_jobs

pytestmark = pytest.mark.usefixtures("in_november_2026")

PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def mayor(client_for, mairie_a):
    return client_for(mairie_a, "mayor")


@pytest.fixture
def weekly(mayor):
    """Five Mondays from 15 March 2027, 15:00 to 17:00 in Paris; clocks change on the 28th."""
    mayor.post(BASE, json=body(title="Permanence", recurring_pattern="weekly", recurrence_count=5, reminders=[60]))
    return mayor.get(BASE).json()["results"]


def starts(mairie) -> list[str]:
    with mairie_context(mairie):
        return local_starts(Series.objects.get().pk, PARIS)


def test_it_and_all_that_follow_change_and_those_before_do_not(client_for, mairie_a, weekly, via):
    client = client_for(mairie_a, "admin", via=via)

    changed = client.put(
        path(weekly[2]["id"]), json={"title": "Accueil", "notes": "Clés", "update_series": True}
    ).json()

    assert (changed["id"], changed["title"], changed["occurrences_count"]) == (weekly[2]["id"], "Accueil", 3)
    after = client.get(BASE).json()["results"]
    assert [(row["title"], row["notes"]) for row in after] == [("Permanence", "")] * 2 + [("Accueil", "Clés")] * 3
    assert [row["id"] for row in after] == [row["id"] for row in weekly]
    assert {row["series_id"] for row in after} == {weekly[0]["series_id"]}


def test_the_parameter_may_be_in_the_address(mayor, weekly):
    mayor.put(f"{path(weekly[0]['id'])}?update_series=true", json={"color": "red"})

    assert {row["color"] for row in mayor.get(BASE).json()["results"]} == {"red"}


def test_a_new_hour_is_the_same_on_the_clock_on_both_sides_of_the_change(mayor, mairie_a, weekly):
    sent = {"start_datetime": "2027-03-22T08:30:00Z", "end_datetime": "2027-03-22T09:00:00Z", "update_series": True}

    mayor.put(path(weekly[1]["id"]), json=sent)

    assert starts(mairie_a) == [
        "2027-03-15 15:00", "2027-03-22 09:30", "2027-03-29 09:30", "2027-04-05 09:30", "2027-04-12 09:30",
    ]  # fmt: skip
    with mairie_context(mairie_a):
        assert {event.end_at - event.start_at for event in Event.objects.filter(position__gte=1)} == {
            at("2027-01-01 00:30") - at("2027-01-01 00:00")
        }


def test_a_new_day_moves_all_that_follow_by_as_many_days(mayor, mairie_a, weekly):
    sent = {"start_datetime": "2027-03-24T14:00:00Z", "end_datetime": "2027-03-24T16:00:00Z", "update_series": True}

    mayor.put(path(weekly[1]["id"]), json=sent)

    assert [start[:10] for start in starts(mairie_a)] == [
        "2027-03-15", "2027-03-24", "2027-03-31", "2027-04-07", "2027-04-14",
    ]  # fmt: skip


def test_an_occurrence_with_a_time_of_its_own_keeps_it(mayor, mairie_a, weekly):
    alone = {"start_datetime": "2027-04-06T08:00:00Z", "end_datetime": "2027-04-06T09:00:00Z", "title": "Exception"}
    mayor.put(path(weekly[3]["id"]), json=alone)
    sent = {"start_datetime": "2027-03-15T09:00:00Z", "end_datetime": "2027-03-15T10:00:00Z", "color": "pink"}

    mayor.put(path(weekly[0]["id"]), json={**sent, "update_series": True})

    assert starts(mairie_a) == [
        "2027-03-15 10:00", "2027-03-22 10:00", "2027-03-29 10:00", "2027-04-06 10:00", "2027-04-12 10:00",
    ]  # fmt: skip
    after = mayor.get(path(weekly[3]["id"])).json()
    assert (after["start_datetime"], after["title"], after["color"]) == ("2027-04-06T08:00:00Z", "Exception", "pink")


def test_what_is_sent_unchanged_changes_nothing_elsewhere(mayor, weekly):
    mayor.put(path(weekly[3]["id"]), json={"title": "Exception", "location": {"name": "Annexe"}})
    current = mayor.get(path(weekly[0]["id"])).json()

    mayor.put(path(weekly[0]["id"]), json={**current, "attendees_ids": [], "notes": "Neuf", "update_series": True})

    after = mayor.get(path(weekly[3]["id"])).json()
    assert (after["title"], after["location"]["name"], after["notes"]) == ("Exception", "Annexe", "Neuf")


def test_occurrences_made_later_follow_the_change(mayor, mairie_a):
    mayor.post(BASE, json=body(recurring_pattern="monthly"))
    row = mayor.get(BASE).json()["results"][3]
    start, end = row["start_datetime"].replace("T13", "T16"), row["end_datetime"].replace("T15", "T18")
    mayor.put(
        path(row["id"]), json={"title": "Neuf", "start_datetime": start, "end_datetime": end, "update_series": True}
    )

    with mairie_context(mairie_a):
        series = Series.objects.get()
        last = series.events.order_by("position").last()
        expected = (last.title, last.start_at, last.end_at, last.position)
        last.delete()
        Series.objects.update(next_position=last.position)
        extend_series(series_id=series.pk)
        again = series.events.order_by("position").last()
        assert (again.title, again.start_at, again.end_at, again.position) == expected
        assert f"{again.start_at.astimezone(PARIS):%d %H:%M}" == "15 18:00"


def test_the_last_days_of_months_stay_so_when_the_hour_changes(mayor, mairie_a):
    sent = body(start_datetime="2027-01-31T10:00:00Z", end_datetime="2027-01-31T11:00:00Z", recurring_pattern="monthly")
    mayor.post(BASE, json={**sent, "recurrence_count": 4})
    february = mayor.get(BASE).json()["results"][1]
    hour = {"start_datetime": "2027-02-28T17:00:00Z", "end_datetime": "2027-02-28T18:00:00Z"}

    mayor.put(path(february["id"]), json={**hour, "update_series": True})

    assert starts(mairie_a) == ["2027-01-31 11:00", "2027-02-28 18:00", "2027-03-31 18:00", "2027-04-30 18:00"]


def test_a_new_rhythm_makes_what_follows_anew(mayor, mairie_a, weekly):
    changed = mayor.put(
        path(weekly[1]["id"]), json={"recurring_pattern": "daily", "recurrence_count": 4, "update_series": True}
    ).json()

    assert (changed["occurrences_count"], changed["recurring_pattern"]) == (3, "daily")
    assert starts(mairie_a) == ["2027-03-15 15:00", "2027-03-22 15:00", "2027-03-23 15:00", "2027-03-24 15:00"]
    assert [row["id"] for row in mayor.get(BASE).json()["results"]][:2] == [row["id"] for row in weekly[:2]]


@pytest.mark.parametrize(
    ("sent", "days"),
    [
        ({"recurrence_count": 3}, ["15", "22", "29"]),
        ({"recurrence_end": "2027-03-29"}, ["15", "22", "29"]),
        ({"recurrence_count": 6}, ["15", "22", "29", "05", "12", "19"]),
        ({"recurrence_end": "2027-04-25"}, ["15", "22", "29", "05", "12", "19"]),
    ],
)
def test_a_new_end_cuts_or_extends(mayor, mairie_a, weekly, sent, days):
    response = mayor.put(path(weekly[1]["id"]), json={**sent, "update_series": True})

    assert response.status_code == 200, response.content
    assert [start[8:10] for start in starts(mairie_a)] == days
    assert {name: response.json()[name] for name in sent} == sent


def test_without_an_end_it_goes_on(mayor, mairie_a, weekly):
    mayor.put(path(weekly[0]["id"]), json={"recurrence_count": None, "update_series": True})

    assert len(starts(mairie_a)) > 70
    assert list(waiting_jobs("extend_series")) == [f"ser:{int(weekly[0]['series_id'].removeprefix('ser_'))}"]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"recurrence_count": 2}, "recurrence_count"),
        ({"recurrence_end": "2027-03-28"}, "recurrence_end"),
        ({"recurrence_end": "2027-05-01", "recurrence_count": 9}, "recurrence_count"),
        ({"end_datetime": "2027-03-29T12:00:00Z"}, "end_datetime"),
    ],
)
def test_a_series_still_has_the_occurrence_that_is_changed(mayor, mairie_a, weekly, sent, field):
    response = mayor.put(path(weekly[2]["id"]), json={**sent, "update_series": True})

    assert (response.status_code, list(response.json()["error"]["details"])) == (422, [field])
    assert len(starts(mairie_a)) == 5


def test_what_no_longer_repeats_is_an_event_of_its_own(mayor, mairie_a, weekly):
    changed = mayor.put(
        path(weekly[2]["id"]), json={"is_recurring": False, "title": "Fin", "update_series": True}
    ).json()

    assert (changed["is_recurring"], changed["series_id"], changed["title"]) == (False, None, "Fin")
    assert [row["id"] for row in mayor.get(BASE).json()["results"]] == [row["id"] for row in weekly[:3]]
    assert starts(mairie_a) == ["2027-03-15 15:00", "2027-03-22 15:00"]
    assert sorted(waiting_jobs("remind").values()) == [at("2027-03-15 13:00"), at("2027-03-29 12:00")]


def test_the_first_that_no_longer_repeats_leaves_no_series(mayor, mairie_a, weekly):
    mayor.put(path(weekly[0]["id"]), json={"is_recurring": False, "update_series": True})

    with mairie_context(mairie_a):
        assert (Event.objects.count(), Series.objects.count()) == (1, 0)


def test_attendees_are_invited_to_all_that_follows_and_to_what_is_made_later(mayor, mairie_a, weekly, told):
    with mairie_context(mairie_a):
        guest = make_user()

    mayor.put(path(weekly[3]["id"]), json={"attendees_ids": [guest.id], "update_series": True})

    with mairie_context(mairie_a):
        assert list(Attendee.objects.order_by("event__position").values_list("event__position", flat=True)) == [3, 4]
        assert Series.objects.get().attendees == {str(guest.id): "pending"}
    assert told.calls == [("invitation", "Permanence", [guest.id])]
    mayor.put(path(weekly[4]["id"]), json={"attendees_ids": [], "update_series": True})
    with mairie_context(mairie_a):
        assert list(Attendee.objects.values_list("event__position", flat=True)) == [3]


def test_a_moved_series_is_told_once(mayor, mairie_a, weekly, told):
    with mairie_context(mairie_a):
        guest = make_user()
    mayor.put(path(weekly[0]["id"]), json={"attendees_ids": [guest.id], "update_series": True})
    moved = {"start_datetime": "2027-03-15T08:00:00Z", "end_datetime": "2027-03-15T09:00:00Z", "update_series": True}

    mayor.put(path(weekly[0]["id"]), json=moved)

    assert told.of("move") == [("Permanence", [guest.id])]


def test_the_reminders_of_a_series_are_one_piece_of_due_work_that_moves_with_it(mayor, weekly):
    [key] = waiting_jobs("remind")
    assert waiting_jobs("remind") == {key: at("2027-03-15 13:00")}
    moved = {"start_datetime": "2027-03-15T08:00:00Z", "end_datetime": "2027-03-15T09:00:00Z", "update_series": True}

    mayor.put(path(weekly[0]["id"]), json=moved)
    assert waiting_jobs("remind") == {key: at("2027-03-15 07:00")}
    mayor.put(path(weekly[0]["id"]), json={"reminders": [30], "update_series": True})
    assert waiting_jobs("remind") == {key: at("2027-03-15 07:30")}
    mayor.put(path(weekly[0]["id"]), json={"reminders": [], "update_series": True})
    assert waiting_jobs("remind") == {}


def test_a_series_of_whole_days_stays_one_across_clock_changes(mayor):
    sent = body(
        start_datetime="2027-03-27T00:00:00Z",
        end_datetime="2027-03-27T23:59:59Z",
        all_day=True,
        recurring_pattern="daily",
        recurrence_count=3,
    )
    made = mayor.post(BASE, json=sent).json()

    mayor.put(path(made["id"]), json={"title": "Fermé", "update_series": True})

    days = mayor.get("/api/v1/events/calendar/?view=month&date=2027-03-01").json()["days"]
    assert {day["date"]: len(day["events"]) for day in days if day["events"]} == {
        "2027-03-27": 1,
        "2027-03-28": 1,
        "2027-03-29": 1,
    }


def test_the_whole_can_be_edited_from_before_the_rhythm_changed(mayor, mairie_a, weekly):
    mayor.put(path(weekly[3]["id"]), json={"recurring_pattern": "monthly", "update_series": True})
    before = ["2027-03-15 15:00", "2027-03-22 15:00", "2027-03-29 15:00", "2027-04-05 15:00", "2027-05-05 15:00"]
    assert starts(mairie_a) == before

    titled = mayor.put(path(weekly[1]["id"]), json={"title": "Accueil", "update_series": True})

    assert (titled.status_code, titled.json()["occurrences_count"], starts(mairie_a)) == (200, 4, before)
    hour = {"start_datetime": "2027-03-22T15:00:00Z", "end_datetime": "2027-03-22T17:00:00Z", "update_series": True}
    assert mayor.put(path(weekly[1]["id"]), json=hour).status_code == 200
    assert starts(mairie_a) == [before[0], *(start.replace("15:00", "16:00") for start in before[1:])]
    ended = mayor.put(path(weekly[1]["id"]), json={"recurrence_end": "2027-03-31", "update_series": True})
    assert (ended.status_code, len(starts(mairie_a))) == (200, 3)
    refused = mayor.put(path(weekly[1]["id"]), json={"recurrence_end": "2027-03-16", "update_series": True})
    assert refused.status_code == 422
