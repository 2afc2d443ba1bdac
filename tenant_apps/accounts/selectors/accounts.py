"""Accounts as the mairie's administrators look for them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat, Lower

from tenant_apps.accounts.errors import AccountNotFound
from tenant_apps.accounts.models import User

# Columns that nobody is shown, loaded only where they are compared.
SECRETS = ("password", "totp_secret", "backup_codes")


def accounts(
    *, role: str | None = None, role_status: str | None = None, is_active: bool | None = None, search: str = ""
) -> QuerySet[User]:
    """Accounts, newest first; `search` looks for each word in names and address, whatever accents and case."""
    found = User.objects.present().defer(*SECRETS).order_by("-id")
    if role:
        found = found.filter(role=role)
    if role_status:
        found = found.filter(role_status=role_status)
    if is_active is not None:
        found = found.filter(is_active=is_active)
    return _searched(found, search.split()) if search.split() else found


def account(*, account_id: int) -> User:
    """One account; raises AccountNotFound."""
    user = User.objects.present().defer(*SECRETS).filter(id=account_id).first()
    if user is None:
        raise AccountNotFound
    return user


def account_of_email(*, email: str) -> User:
    """The account of an address; raises AccountNotFound."""
    user = User.objects.present().defer(*SECRETS).with_email(email).first()
    if user is None:
        raise AccountNotFound
    return user


def locked_account(*, account_id: int) -> User:
    """One account with all its columns, locked for the caller's transaction; raises AccountNotFound."""
    user = User.objects.present().select_for_update(no_key=True).filter(id=account_id, is_active=True).first()
    if user is None:
        raise AccountNotFound
    return user


def preferences_of(*, user_ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """What each of the accounts has chosen, by section, in one query."""
    return dict(User.objects.filter(id__in=user_ids).values_list("id", "preferences"))


def _searched(found: QuerySet[User], words: list[str]) -> QuerySet[User]:
    text = Concat(F("first_name"), Value(" "), F("last_name"), Value(" "), F("email"), output_field=TextField())
    conditions = Q()
    for word in words[:8]:
        conditions &= Q(haystack__contains=_folded(Value(word)))
    return found.alias(haystack=_folded(text)).filter(conditions)


def _folded(text: Value | Concat) -> Lower:
    return Lower(Func(text, function="extensions.immutable_unaccent", output_field=TextField()))


def avatar_names() -> QuerySet[User, str]:
    """Names of the files that are somebody's photograph."""
    return User.objects.exclude(avatar="").values_list("avatar", flat=True)
