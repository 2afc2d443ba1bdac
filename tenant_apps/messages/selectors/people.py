"""Accounts as conversations need them."""

from typing import Any

from django.contrib.auth import get_user_model


def active_account(*, account_id: int) -> Any:
    """The account in use of that number, or None."""
    accounts = get_user_model().objects.filter(is_active=True, deleted_at__isnull=True)
    return accounts.filter(pk=account_id).first()
