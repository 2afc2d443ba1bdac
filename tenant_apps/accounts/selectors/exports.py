"""Accounts as the mairie takes them away: read in chunks, without a secret."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet

from tenant_apps.accounts.models import User

CHUNK = 1_000


class AccountLine(NamedTuple):
    """One account with labels in place of codes."""

    id: int
    last_name: str
    first_name: str
    email: str
    phone: str
    role: str
    role_status: str
    is_active: bool
    is_verified: bool
    birth_year: int | None
    created_at: datetime
    last_login: datetime | None


def registered_between(*, start: datetime | None, end: datetime | None) -> QuerySet[User]:
    """Accounts that still exist, made from `start` on and before `end`."""
    found = User.objects.present()
    if start:
        found = found.filter(created_at__gte=start)
    return found.filter(created_at__lt=end) if end else found


def count_lines(*, start: datetime | None, end: datetime | None, most: int) -> int:
    """How many there are, counted up to `most`."""
    return registered_between(start=start, end=end)[:most].count()


def account_lines(*, start: datetime | None, end: datetime | None) -> Iterator[AccountLine]:
    """Every account by number; to be read inside a transaction."""
    rows = registered_between(start=start, end=end).defer("password").order_by("id")
    for user in rows.iterator(chunk_size=CHUNK):
        yield AccountLine(
            id=user.pk,
            last_name=user.last_name,
            first_name=user.first_name,
            email=user.email,
            phone=user.phone,
            role=user.get_role_display(),
            role_status=user.get_role_status_display(),
            is_active=user.is_active,
            is_verified=user.is_verified,
            birth_year=user.birth_year,
            created_at=user.created_at,
            last_login=user.last_login,
        )
