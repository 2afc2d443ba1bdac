"""08:00 by the clocks of each mairie, across both clock changes."""

from datetime import UTC, datetime

import pytest

from core.tenancy import Tenant, mairie_context
from tenant_apps.notifications.mornings import next_morning


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def in_zone(zone: str) -> Tenant:
    return Tenant(1, "97404", "Mairie", "mairie", "m_91272", "active", "mairie.localhost", zone)


@pytest.mark.parametrize(
    ("zone", "now", "morning"),
    [
        ("Europe/Paris", "2026-12-01 06:30", "2026-12-01 07:00"),
        ("Europe/Paris", "2026-12-01 07:00", "2026-12-02 07:00"),
        ("Europe/Paris", "2026-07-01 06:30", "2026-07-02 06:00"),
        ("Indian/Reunion", "2026-12-01 03:30", "2026-12-01 04:00"),
        ("Indian/Reunion", "2026-12-01 22:00", "2026-12-02 04:00"),
        ("America/Guadeloupe", "2026-12-01 06:30", "2026-12-01 12:00"),
        ("America/Guadeloupe", "2026-12-02 02:00", "2026-12-02 12:00"),
        ("Pacific/Noumea", "2026-12-01 06:30", "2026-12-01 21:00"),
        # The nights in which clocks change: 29 March and 25 October 2026.
        ("Europe/Paris", "2026-03-28 12:00", "2026-03-29 06:00"),
        ("Europe/Paris", "2026-10-24 12:00", "2026-10-25 07:00"),
        ("America/Miquelon", "2026-03-07 14:00", "2026-03-08 10:00"),
        ("America/Miquelon", "2026-10-31 14:00", "2026-11-01 11:00"),
    ],
)
def test_the_next_morning_is_at_eight_by_the_mairies_clocks(db, zone, now, morning):
    with mairie_context(in_zone(zone)):
        assert next_morning(now=moment(now)) == moment(morning)


@pytest.mark.parametrize(
    ("now", "monday"),
    [
        ("2026-12-02 12:00", "2026-12-07 07:00"),
        ("2026-12-07 06:30", "2026-12-07 07:00"),
        ("2026-12-07 07:00", "2026-12-14 07:00"),
        ("2026-12-06 23:30", "2026-12-07 07:00"),
        ("2026-03-23 12:00", "2026-03-30 06:00"),
    ],
)
def test_the_weekly_digest_is_on_monday(db, now, monday):
    with mairie_context(in_zone("Europe/Paris")):
        assert next_morning(now=moment(now), weekly=True) == moment(monday)


def test_what_is_written_in_the_last_minute_is_planned_for_the_next_morning(db):
    with mairie_context(in_zone("Europe/Paris")):
        assert next_morning(now=moment("2026-12-01 06:59")) == moment("2026-12-02 07:00")
