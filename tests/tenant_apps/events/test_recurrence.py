"""When what happens again happens, for any start, zone and rhythm."""

from datetime import UTC, date, datetime, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenant_apps.events.recurrence import Recurrence, duration_between, end_after, to_utc, to_wall

PARIS = ZoneInfo("Europe/Paris")
ZONES = [PARIS, ZoneInfo("Indian/Reunion"), ZoneInfo("America/Guadeloupe"), ZoneInfo("America/Miquelon")]
FAR = datetime(2100, 1, 1, tzinfo=UTC)
zones = st.sampled_from(ZONES)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)
patterns = st.sampled_from(["daily", "weekly", "monthly", "yearly"])


def rule(pattern: str, start: datetime, zone: ZoneInfo = PARIS, **kwargs) -> Recurrence:
    return Recurrence(pattern=pattern, anchor=start, zone=zone, **kwargs)


def local(recurrence: Recurrence, number: int) -> list[str]:
    """The first occurrences as the clocks of the rule's zone show them."""
    starts = islice(recurrence.starts(first=0, until=FAR), number)
    return [f"{start.astimezone(recurrence.zone):%Y-%m-%d %H:%M}" for _position, start in starts]


def paris(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


@given(patterns, moments, zones)
def test_the_clock_on_the_wall_shows_the_same_unless_it_leaves_that_hour_out(pattern, start, zone):
    shown = to_wall(start, zone).time()

    for _position, moment in islice(rule(pattern, start, zone).starts(first=0, until=FAR), 60):
        wall = to_wall(moment, zone)
        skipped = wall - timedelta(hours=1)
        assert wall.time() == shown or (skipped.time() == shown and to_wall(to_utc(skipped, zone), zone) != skipped)


@given(patterns, moments, zones)
def test_occurrences_come_in_order_one_for_each_position(pattern, start, zone):
    found = list(islice(rule(pattern, start, zone).starts(first=0, until=FAR), 60))

    assert [position for position, _start in found] == list(range(len(found)))
    assert found[0][1] == start
    assert all(earlier < later for (_p, earlier), (_q, later) in pairwise(found))


@given(moments, zones)
def test_days_and_weeks_are_counted_on_the_calendar(start, zone):
    first = to_wall(start, zone).date()

    for pattern, step in (("daily", 1), ("weekly", 7)):
        found = islice(rule(pattern, start, zone).starts(first=0, until=FAR), 60)
        days = [(to_wall(moment, zone).date() - first).days for _position, moment in found]
        assert days == [step * number for number in range(60)]


@given(moments, zones)
def test_every_month_has_one_on_the_day_or_on_its_last(start, zone):
    first = to_wall(start, zone).date()

    for number, moment in islice(rule("monthly", start, zone).starts(first=0, until=FAR), 60):
        day = to_wall(moment, zone).date()
        assert (day.year * 12 + day.month) - (first.year * 12 + first.month) == number
        assert day.day == first.day or (day.day < first.day and (day + timedelta(days=1)).day == 1)


@given(patterns, moments, zones, st.integers(1, 50), st.integers(0, 60))
def test_going_on_from_a_position_gives_what_the_whole_gives(pattern, start, zone, count, first):
    whole = list(rule(pattern, start, zone, count=count).starts(first=0, until=FAR))

    assert len(whole) == count
    assert list(rule(pattern, start, zone, count=count).starts(first=first, until=FAR)) == whole[first:]
    if first < count:
        assert rule(pattern, start, zone, count=count).start_of(first) == whole[first][1]


@given(patterns, moments, zones, st.integers(0, 1500))
def test_the_last_day_counts_and_none_after_it(pattern, start, zone, days):
    last = to_wall(start, zone).date() + timedelta(days=days)

    found = [
        to_wall(moment, zone).date()
        for _p, moment in rule(pattern, start, zone, ends_on=last).starts(first=0, until=FAR)
    ]

    endless = (to_wall(moment, zone).date() for _p, moment in rule(pattern, start, zone).starts(first=0, until=FAR))
    assert found == [day for day in islice(endless, len(found) + 1) if day <= last]


@given(moments, st.integers(0, 72 * 3600), zones)
def test_an_end_never_comes_before_its_start_and_fits_the_clock_on_the_wall(start, seconds, zone):
    duration = timedelta(seconds=seconds)

    end = end_after(start, duration, zone)

    assert end >= start
    assert abs((end - start) - duration) <= timedelta(hours=1)
    assert duration_between(start, end, zone) >= timedelta(0)


@pytest.mark.parametrize(
    ("pattern", "start", "expected"),
    [
        ("weekly", "2027-03-21 18:00", ["2027-03-21 18:00", "2027-03-28 18:00", "2027-04-04 18:00"]),
        ("weekly", "2027-10-24 18:00", ["2027-10-24 18:00", "2027-10-31 18:00", "2027-11-07 18:00"]),
        ("daily", "2027-03-27 02:30", ["2027-03-27 02:30", "2027-03-28 03:30", "2027-03-29 02:30"]),
        ("daily", "2027-10-30 02:30", ["2027-10-30 02:30", "2027-10-31 02:30", "2027-11-01 02:30"]),
        ("monthly", "2027-01-31 09:00", ["2027-01-31 09:00", "2027-02-28 09:00", "2027-03-31 09:00"]),
        ("monthly", "2028-01-30 09:00", ["2028-01-30 09:00", "2028-02-29 09:00", "2028-03-30 09:00"]),
        ("yearly", "2028-02-29 09:00", ["2028-02-29 09:00", "2029-02-28 09:00", "2030-02-28 09:00"]),
    ],
)
def test_clock_changes_and_short_months(pattern, start, expected):
    assert local(rule(pattern, paris(start)), 3) == expected


def test_an_hour_that_comes_twice_is_taken_the_first_time_unless_the_second_was_meant():
    second = datetime(2027, 10, 31, 1, 30, tzinfo=UTC)  # 02:30 in Paris for the second time

    starts = [start for _position, start in islice(rule("yearly", second).starts(first=0, until=FAR), 2)]
    [(_p, before), (_q, first_time)] = rule("daily", second - timedelta(days=1, hours=1)).starts(first=0, until=second)

    assert starts[0] == second
    assert (before, first_time) == (datetime(2027, 10, 30, 0, 30, tzinfo=UTC), second - timedelta(hours=1))


def test_an_imported_rule_leaves_short_months_out():
    recurrence = rule("monthly", paris("2027-01-31 09:00"), rule="FREQ=MONTHLY")

    assert local(recurrence, 3) == ["2027-01-31 09:00", "2027-03-31 09:00", "2027-05-31 09:00"]


def test_an_imported_rule_begins_with_its_own_start_and_ends_where_it_says():
    recurrence = rule("weekly", paris("2027-01-05 09:00"), rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", count=3)

    assert local(recurrence, 9) == ["2027-01-05 09:00", "2027-01-18 09:00", "2027-02-01 09:00"]


def test_counting_from_a_later_occurrence():
    recurrence = rule("daily", paris("2027-01-05 09:00"), anchor_position=7, count=9)

    assert list(recurrence.starts(first=0, until=FAR)) == [
        (7, paris("2027-01-05 09:00")),
        (8, paris("2027-01-06 09:00")),
    ]


def test_a_night_that_is_an_hour_longer_keeps_its_hours():
    start = paris("2027-10-30 22:00")

    end = end_after(start, timedelta(hours=8), PARIS)

    assert f"{end.astimezone(PARIS):%d %H:%M}" == "31 06:00"
    assert (end - start, to_wall(start, PARIS).date()) == (timedelta(hours=9), date(2027, 10, 30))
