"""The mairie's week as visitors read it."""

from datetime import date

from tenant_apps.website.opening import coming_week
from tests.sites import WEEK

FRIDAY = date(2026, 11, 27)
EMPTY = {"open": None, "close": None, "slots": []}
CONTACT = {"opening_hours": {**WEEK, "saturday": EMPTY, "sunday": EMPTY}}


def test_it_begins_today_and_tells_the_slots(mairie_a, inside):
    inside(mairie_a)
    week = coming_week(contact=CONTACT, today=FRIDAY)
    assert [day.name for day in week][:3] == ["Vendredi", "Samedi", "Dimanche"]
    assert [day.is_today for day in week] == [True] + [False] * 6
    assert week[0].slots == ("9\u00a0h\u00a0– 12\u00a0h", "14\u00a0h\u00a0– 17\u00a0h")
    assert week[1].slots == ()


def test_a_bank_holiday_is_closed_and_says_which(mairie_a, inside):
    inside(mairie_a)
    [today, *_others] = coming_week(contact=CONTACT, today=date(2026, 12, 25))
    assert (today.slots, today.note) == ((), "Noël")


def test_an_exceptional_closing_is_said_on_the_days_it_changes(mairie_a, inside):
    inside(mairie_a)
    closing = {"start": "2026-11-26", "end": "2026-11-30", "reason": "Inventaire"}
    week = coming_week(contact={**CONTACT, "exceptional_closings": [closing]}, today=FRIDAY)
    assert [day.note for day in week[:4]] == ["Inventaire", "", "", "Inventaire"]


def test_without_hours_there_is_no_week(mairie_a, inside):
    inside(mairie_a)
    assert coming_week(contact={"opening_hours": {}}, today=FRIDAY) == []
    assert coming_week(contact={"opening_hours": {"monday": EMPTY}}, today=FRIDAY) == []
