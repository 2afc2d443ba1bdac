"""Dates as French writes them."""

from datetime import UTC, date, datetime, time

import pytest

from core.french import clock, dated, duration, spaced


@pytest.mark.parametrize(
    ("day", "form", "written"),
    [
        (date(2026, 5, 1), "j F Y", "1er mai 2026"),
        (date(2026, 5, 21), "j F Y", "21 mai 2026"),
        (date(2026, 12, 1), "l j F", "mardi 1er décembre"),
        (datetime(2026, 8, 1, 1, 30, tzinfo=UTC), "j F Y à H:i", "1er août 2026 à 01:30"),
        (date(2026, 5, 1), "Y-m-d", "2026-05-01"),
    ],
)
def test_the_first_of_a_month_is_an_ordinal(day, form, written):
    assert dated(day, form) == written


@pytest.mark.parametrize(("hour", "minute", "written"), [(9, 0, "9 h"), (20, 30, "20 h 30"), (0, 5, "0 h 05")])
def test_an_hour_says_its_minutes_only_when_it_has_some(hour, minute, written):
    assert clock(datetime(2026, 5, 1, hour, minute, tzinfo=UTC)) == clock(time(hour, minute)) == written
    assert clock(time(hour, minute), blank="\u00a0") == written.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (1, "1 seconde"),
        (60, "60 secondes"),
        (61, "2 minutes"),
        (900, "15 minutes"),
        (5_401, "2 heures"),
        (7_201, "3 heures"),
    ],
)
def test_how_long_is_rounded_up(seconds, written):
    assert duration(seconds) == written


def test_a_text_of_spaces_holds_nobody_up():
    """With time that grew with the square of their number this would take the afternoon."""
    assert spaced(" " * 500_000 + "a") == " " * 500_000 + "a"
    assert spaced("a" + " " * 500_000 + ":") == "a\N{NO-BREAK SPACE}:"
