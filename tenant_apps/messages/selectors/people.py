"""Accounts as conversations need them."""

from typing import Any

from django.contrib.auth import get_user_model

from core.api.permissions import MODERATORS


def active_account(*, account_id: int) -> Any:
    """The account in use of that number, or None."""
    accounts = get_user_model().objects.filter(is_active=True, deleted_at__isnull=True)
    return accounts.filter(pk=account_id).first()


def staff_choices() -> list[tuple[int, str]]:
    """Number and name of the accounts that may follow a conversation up, by name."""
    accounts = get_user_model().objects.filter(is_active=True, is_verified=True, deleted_at__isnull=True)
    staff = accounts.filter(role__in=MODERATORS, role_status="active").order_by("last_name", "first_name", "pk")
    rows = staff.values_list("pk", "first_name", "last_name")
    return [(number, f"{first_name} {last_name}".strip()) for number, first_name, last_name in rows]
