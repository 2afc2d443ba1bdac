"""Open now? And until when is that true?"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tenant_apps.website import hours
from tenant_apps.website.selectors.opening import opening_status

PARIS = ZoneInfo("Europe/Paris")
MORNING, AFTERNOON = {"open": "08:30", "close": "12:00"}, {"open": "13:30", "close": "17:00"}
WEEK = {
    **{name: hours.day([MORNING, AFTERNOON]) for name in hours.DAYS[:5]},
    "saturday": hours.day([{"open": "09:00", "close": "12:00"}]),
    "sunday": hours.day([]),
}
CONTACT = {
    "opening_hours": WEEK,
    "exceptional_closings": [{"start": "2026-12-24", "end": "2026-12-31", "reason": "Fêtes de fin d'année"}],
}


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("moment", "text", "changes_at"),
    [
        ("2026-11-24 08:29", "Fermé, ouvre à 8 h 30", "2026-11-24 08:30"),
        ("2026-11-24 08:30", "Ouvert, ferme à 12 h", "2026-11-24 12:00"),
        ("2026-11-24 12:00", "Fermé, ouvre à 13 h 30", "2026-11-24 13:30"),
        ("2026-11-24 16:59", "Ouvert, ferme à 17 h", "2026-11-24 17:00"),
        ("2026-11-24 17:00", "Fermé, ouvre demain à 8 h 30", "2026-11-25 00:00"),
        ("2026-11-28 13:00", "Fermé, ouvre lundi à 8 h 30", "2026-11-29 00:00"),
        ("2026-12-25 10:00", "Fermé, ouvre le 2 janvier à 9 h", "2026-12-26 00:00"),
        ("2026-07-13 18:00", "Fermé, ouvre mercredi à 8 h 30", "2026-07-14 00:00"),
    ],
)
def test_it_says_what_comes_next_and_until_when_that_is_true(inside, mairie_a, moment, text, changes_at):
    inside(mairie_a)
    now = datetime.fromisoformat(moment).replace(tzinfo=PARIS)

    status = opening_status(contact=CONTACT, now=now)

    assert plain(status.text) == text
    assert status.changes_at == datetime.fromisoformat(changes_at).replace(tzinfo=PARIS)


def test_a_day_off_has_a_reason(inside, mairie_a):
    inside(mairie_a)

    holiday = opening_status(contact=CONTACT, now=datetime(2026, 7, 14, 10, 0, tzinfo=PARIS))
    closing = opening_status(contact=CONTACT, now=datetime(2026, 12, 28, 10, 0, tzinfo=PARIS))

    assert (holiday.is_open, holiday.reason) == (False, "Fête nationale")
    assert (closing.is_open, closing.reason) == (False, "Fêtes de fin d'année")


def test_hours_hold_across_the_change_of_clocks(inside, mairie_a):
    inside(mairie_a)
    sunday = {**CONTACT, "opening_hours": {**WEEK, "sunday": hours.day([{"open": "01:00", "close": "05:00"}])}}

    status = opening_status(contact=sunday, now=datetime(2026, 10, 25, 0, 30, tzinfo=UTC))

    assert (status.is_open, status.changes_at) == (True, datetime(2026, 10, 25, 4, 0, tzinfo=UTC))


def test_slots_that_touch_are_one(inside, mairie_a):
    inside(mairie_a)
    joined = hours.day([{"open": "09:00", "close": "12:00"}, {"open": "12:00", "close": "14:00"}])
    contact = {"opening_hours": {**hours.closed_week(), "tuesday": joined}}

    status = opening_status(contact=contact, now=datetime(2026, 11, 24, 10, 0, tzinfo=PARIS))

    assert plain(status.text) == "Ouvert, ferme à 14 h"


def test_hours_that_nobody_gave_say_nothing(inside, mairie_a):
    inside(mairie_a)

    assert opening_status(contact={"opening_hours": hours.closed_week()}) is None


def test_a_mairie_that_stays_closed_says_no_more_than_that(inside, mairie_a):
    inside(mairie_a)
    contact = {**CONTACT, "exceptional_closings": [{"start": "2026-01-01", "end": "2027-12-31", "reason": ""}]}

    status = opening_status(contact=contact, now=datetime(2026, 11, 24, 10, 0, tzinfo=PARIS))

    assert (status.text, status.reason) == ("Fermé", "Fermeture exceptionnelle")
