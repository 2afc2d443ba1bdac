"""Whether the mairie is open."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tenant_apps.website.opening import opening
from tests.sites import WEEK

PARIS = ZoneInfo("Europe/Paris")
FRIDAY = "2026-11-27"


def state(moment, *, contact=None, holidays=None):
    now = datetime.fromisoformat(moment).replace(tzinfo=PARIS)
    return opening(contact=contact or {"opening_hours": WEEK}, now=now, closed_on=lambda first, last: holidays or {})


@pytest.mark.parametrize(
    ("moment", "is_open", "sentence", "changes_at"),
    [
        (f"{FRIDAY} 08:59", False, "Fermée, ouvre aujourd'hui à 9\u00a0h", "2026-11-27 09:00"),
        (f"{FRIDAY} 09:00", True, "Ouverte jusqu'à 12\u00a0h", "2026-11-27 12:00"),
        (f"{FRIDAY} 12:00", False, "Fermée, ouvre aujourd'hui à 14\u00a0h", "2026-11-27 14:00"),
        (f"{FRIDAY} 16:59", True, "Ouverte jusqu'à 17\u00a0h", "2026-11-27 17:00"),
        (f"{FRIDAY} 17:00", False, "Fermée, ouvre lundi à 9\u00a0h", "2026-11-30 09:00"),
        ("2026-11-29 12:00", False, "Fermée, ouvre demain à 9\u00a0h", "2026-11-30 09:00"),
    ],
)
def test_the_state_follows_the_slots_of_the_week(moment, is_open, sentence, changes_at):
    found = state(moment)
    assert (found.is_open, found.sentence) == (is_open, sentence)
    assert f"{found.changes_at:%Y-%m-%d %H:%M}" == changes_at


def test_a_bank_holiday_is_closed_and_says_which():
    found = state("2026-12-25 10:00", holidays={date(2026, 12, 25): "Noël"})
    assert not found.is_open
    assert found.week[0].note == "Noël"
    assert found.week[0].slots == ()


def test_an_exceptional_closing_counts_for_each_of_its_days():
    closing = {"start": "2026-11-26", "end": "2026-11-30", "reason": "Inventaire"}
    found = state(f"{FRIDAY} 10:00", contact={"opening_hours": WEEK, "exceptional_closings": [closing]})
    assert found.sentence == "Fermée, ouvre mardi à 9\u00a0h"
    assert [day.note for day in found.week[:4]] == ["Inventaire", "", "", "Inventaire"]


def test_without_hours_nothing_is_said():
    assert state(f"{FRIDAY} 10:00", contact={"opening_hours": {}}) is None
    assert state(f"{FRIDAY} 10:00", contact={"opening_hours": {"monday": {"open": None, "close": None}}}) is None


def test_a_day_that_only_says_when_it_opens_and_closes_is_one_slot():
    hours = {"friday": {"open": "08:30", "close": "16:00"}}
    assert state(f"{FRIDAY} 12:30", contact={"opening_hours": hours}).sentence == "Ouverte jusqu'à 16\u00a0h"


def test_the_week_begins_today_and_tells_the_slots():
    week = state(f"{FRIDAY} 10:00").week
    assert [day.name for day in week][:3] == ["Vendredi", "Samedi", "Dimanche"]
    assert [day.is_today for day in week] == [True] + [False] * 6
    assert week[0].slots == ("9\u00a0h – 12\u00a0h", "14\u00a0h – 17\u00a0h")
