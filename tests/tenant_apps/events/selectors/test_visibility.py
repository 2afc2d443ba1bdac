"""The two ways of saying which events a reader sees agree."""

import pytest

from core.tenancy import mairie_context
from tenant_apps.events.selectors.listing import EventFilters, list_events
from tenant_apps.events.selectors.visibility import Reader, visible_events
from tests.factories import make_user
from tests.tenant_apps.events.factories import evt, make_event

ACCOUNTS = [
    None,
    {"role": "citizen"},
    {"role": "moderator"},
    {"role": "admin", "is_verified": False},
    {"role": "mayor", "role_status": "pending"},
    {"role": "mayor"},
]


@pytest.mark.parametrize("fields", ACCOUNTS, ids=str)
def test_querysets_and_lists_agree(mairie_a, fields):
    with mairie_context(mairie_a):
        user, other = make_user(**fields) if fields else None, make_user()
        for is_public in (True, False):
            make_event(is_public=is_public)
            make_event(is_public=is_public, attendees={other: "confirmed"})
            if user:
                make_event(is_public=is_public, attendees={user: "declined"})

        count, rows = list_events(reader=Reader.of(user), filters=EventFilters(), limit=100)

        expected = {evt(event) for event in visible_events(user=user)}
    assert ({row["id"] for row in rows}, count) == (expected, len(expected))
    assert 2 <= count <= 6
