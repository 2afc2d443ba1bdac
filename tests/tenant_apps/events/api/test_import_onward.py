"""POST /events/import/: changes of an occurrence and all that follow it (RANGE=THISANDFUTURE)."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from core.tenancy import mairie_context
from tenant_apps.events.models import Event, Series
from tenant_apps.events.services.series import extend_series
from tests.tenant_apps.events.factories import BASE, calendar_file, local_starts, path

pytestmark = pytest.mark.usefixtures("in_november_2026")

PARIS = ZoneInfo("Europe/Paris")
MARKET = """
UID:marche@ailleurs.fr
DTSTART;TZID=Europe/Paris:20270306T080000
DTEND;TZID=Europe/Paris:20270306T120000
RRULE:FREQ=WEEKLY;COUNT=6
SUMMARY:Marché
"""
SUNDAYS = """
UID:marche@ailleurs.fr
RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Paris:20270320T080000
DTSTART;TZID=Europe/Paris:20270321T090000
DTEND;TZID=Europe/Paris:20270321T100000
SUMMARY:Petit marché
DESCRIPTION:Sur la place
"""
EASTER = """
UID:marche@ailleurs.fr
RECURRENCE-ID;TZID=Europe/Paris:20270327T080000
DTSTART;TZID=Europe/Paris:20270329T100000
DTEND;TZID=Europe/Paris:20270329T130000
SUMMARY:Marché de Pâques
"""


@pytest.fixture
def mayor(client_for, mairie_a):
    return client_for(mairie_a, "mayor")


def send(client, *events: str):
    response = client.post(f"{BASE}import/", data={"file": calendar_file(*events)})
    assert response.status_code == 200, response.content
    return response.json()


def shown(mairie) -> list[tuple[str, str, str]]:
    """Start and end at the mairie, and title, of each event."""
    with mairie_context(mairie):
        rows = Event.objects.order_by("start_at").values_list("start_at", "end_at", "title")
        return [
            (f"{start.astimezone(PARIS):%m-%d %H:%M}", f"{end.astimezone(PARIS):%H:%M}", title)
            for start, end, title in rows
        ]


def test_a_change_holds_for_all_that_follow_across_the_change_of_clocks(mayor, mairie_a):
    for _time in range(2):
        send(mayor, MARKET, SUNDAYS, EASTER)

        assert shown(mairie_a) == [
            ("03-06 08:00", "12:00", "Marché"),
            ("03-13 08:00", "12:00", "Marché"),
            ("03-21 09:00", "10:00", "Petit marché"),
            ("03-29 10:00", "13:00", "Marché de Pâques"),
            ("04-04 09:00", "10:00", "Petit marché"),
            ("04-11 09:00", "10:00", "Petit marché"),
        ]
    with mairie_context(mairie_a):
        assert list(Event.objects.order_by("start_at").values_list("description", flat=True)[:3]) == [
            "", "", "Sur la place",
        ]  # fmt: skip
        assert Event.objects.filter(is_moved=True).count() == 1


def test_the_latest_change_counts_and_a_day_names_an_occurrence_too(mayor, mairie_a):
    later = SUNDAYS.replace("TZID=Europe/Paris:20270320T080000", "VALUE=DATE:20270403").replace("20270321", "20270404")

    send(mayor, MARKET, later.replace("Petit", "Grand"), SUNDAYS)

    assert [title for _start, _end, title in shown(mairie_a)] == [
        "Marché", "Marché", "Petit marché", "Petit marché", "Grand marché", "Grand marché",
    ]  # fmt: skip
    assert shown(mairie_a)[-1] == ("04-11 09:00", "10:00", "Grand marché")


@pytest.mark.parametrize("end", ["", ";COUNT=6", ";UNTIL=20270410T080000"])
def test_a_series_cancelled_from_an_occurrence_on_ends_before_it(mayor, mairie_a, end):
    cancelled = f"{SUNDAYS.strip()}\nSTATUS:CANCELLED"

    send(mayor, MARKET.replace(";COUNT=6", end), cancelled)

    assert [start for start, _end, _title in shown(mairie_a)] == ["03-06 08:00", "03-13 08:00"]
    with mairie_context(mairie_a):
        series = Series.objects.get()
        extend_series(series_id=series.pk)
        assert local_starts(series.pk, PARIS) == ["2027-03-06 08:00", "2027-03-13 08:00"]


def test_what_the_series_makes_in_time_follows_the_change(mayor, mairie_a):
    send(mayor, MARKET.replace(";COUNT=6", ""), SUNDAYS)

    with time_machine.travel(datetime(2028, 9, 1, 9, tzinfo=UTC)), mairie_context(mairie_a):
        last = Event.objects.order_by("start_at").last()
        extend_series(series_id=last.series_id)
        made = Event.objects.filter(start_at__gt=last.start_at).order_by("start_at")
        assert {event.start_at.astimezone(PARIS).strftime("%A %H:%M") for event in made} == {"Sunday 09:00"}
        assert (made[0].start_at - last.start_at).days == 7
        assert {(event.title, event.description) for event in made} == {("Petit marché", "Sur la place")}


def test_the_whole_can_be_edited_from_before_the_change_on(mayor, mairie_a):
    send(mayor, MARKET, SUNDAYS)
    second = mayor.get(BASE).json()["results"][1]

    changed = mayor.put(path(second["id"]), json={"title": "Halle", "update_series": True})

    assert (changed.status_code, changed.json()["occurrences_count"]) == (200, 5)
    assert shown(mairie_a)[1:4] == [
        ("03-13 08:00", "12:00", "Halle"), ("03-21 09:00", "10:00", "Halle"), ("03-28 09:00", "10:00", "Halle"),
    ]  # fmt: skip
