"""What a mairie's administrators do to its accounts."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from shared_apps.jobs.services import enqueue
from tenant_apps.accounts.errors import (
    AccountNotFound,
    AccountNotPending,
    LastManager,
    OwnAccount,
    OwnTwoFactor,
    TwoFactorInactive,
)
from tenant_apps.accounts.models import Role, RoleStatus, User
from tenant_apps.accounts.services import codes, security_notices
from tenant_apps.accounts.services.erasure import erase
from tenant_apps.accounts.services.registration import insert
from tenant_apps.accounts.services.sessions import revoke_all
from tenant_apps.dashboard.services import citizens_changed, record_activity

SEND_FIRST_LINK = "accounts.send_first_link"
CHANGEABLE = frozenset({"first_name", "last_name", "phone", "role", "is_active"})


@transaction.atomic
def create_account(*, email: str, first_name: str, last_name: str, role: str, phone: str = "", actor: User) -> User:
    """Make an account with an active role; its owner chooses the password through a mailed link. Raises EmailTaken."""
    user = User(email=email, first_name=first_name, last_name=last_name, role=role, phone=phone)
    user.set_unusable_password()
    insert(user=user)
    _record("account_created", _("Compte créé"), user, actor)
    enqueue(SEND_FIRST_LINK, key=str(user.id), payload={"user_id": user.id})
    return user


@transaction.atomic
def update_account(*, account_id: int, changes: dict[str, Any], actor: User) -> User:
    """Change names, role (which an administrator's choice makes active) or `is_active`; raises LastManager."""
    user = lock_account(account_id=account_id)
    was_manager, was_active = user.is_manager, user.is_active
    for field in CHANGEABLE & changes.keys():
        setattr(user, field, changes[field])
    if "role" in changes:
        user.role_status = RoleStatus.ACTIVE
    if was_manager and not user.is_manager:
        _require_another_manager(user)
    user.save()
    if was_active and not user.is_active:
        revoke_all(user=user)
        _record("account_deactivated", _("Compte désactivé"), user, actor)
    else:
        _record("account_updated", _("Compte modifié"), user, actor)
    return user


@transaction.atomic
def approve(*, account_id: int, actor: User) -> User:
    """Make the role that the account asked for an active one; raises AccountNotPending."""
    user = _decided(account_id)
    _record("account_approved", _("Rôle approuvé"), user, actor)
    return user


@transaction.atomic
def refuse(*, account_id: int, actor: User) -> User:
    """Make the account a citizen's, which it has been so far; raises AccountNotPending."""
    user = _decided(account_id, role=Role.CITIZEN)
    _record("account_refused", _("Rôle refusé"), user, actor)
    return user


@transaction.atomic
def reset_two_factor(*, account_id: int, actor: User | None) -> User:
    """Take away a second factor whose owner has lost phone and backup codes, and end their sessions.

    The owner is told by mail. Raises TwoFactorInactive, or OwnTwoFactor: a session alone must not do without the code.
    """
    if actor is not None and actor.id == account_id:
        raise OwnTwoFactor
    user = lock_account(account_id=account_id)
    if not user.two_factor_enabled:
        raise TwoFactorInactive
    codes.forget(user=user)
    revoke_all(user=user)
    security_notices.tell(
        user=user,
        type="two_factor_disabled",
        title=_("Double authentification désactivée"),
        notice=_("Un administrateur vient de désactiver la double authentification de votre compte."),
        actor=actor,
    )
    return user


@transaction.atomic
def delete_account(*, account_id: int, actor: User) -> None:
    """Erase the person: what they wrote stays, under a neutral name, and their address is free again.

    Raises LastManager, or OwnAccount: a session alone must not do without the password.
    """
    user = lock_account(account_id=account_id)
    if actor.id == account_id:
        _require_replaceable(user)
        raise OwnAccount
    remove(user=user, actor=actor)


def remove(*, user: User, actor: User) -> None:
    """Erase a locked account on the word of somebody who proved that they may; raises LastManager."""
    _require_replaceable(user)
    erase(user=user)
    _record("account_deleted", _("Compte supprimé"), user, actor)


def lock_account(*, account_id: int) -> User:
    """The account, locked together with every manager in the order of ids: two changes can't each rely on the other."""
    managers = User.objects.managers()
    rows = User.objects.present().filter(id=account_id) | managers
    locked = {user.id: user for user in rows.order_by("id").select_for_update(no_key=True)}
    if account_id not in locked:
        raise AccountNotFound
    return locked[account_id]


def _decided(account_id: int, *, role: str | None = None) -> User:
    """The account that waited for a decision, in the role that it asked for or in another."""
    user = lock_account(account_id=account_id)
    if not user.is_pending:
        raise AccountNotPending
    user.role, user.role_status = role or user.role, RoleStatus.ACTIVE
    user.save(update_fields=["role", "role_status", "updated_at"])
    return user


def _require_replaceable(user: User) -> None:
    if user.is_manager:
        _require_another_manager(user)


def _require_another_manager(user: User) -> None:
    if not User.objects.managers().exclude(id=user.id).exists():
        raise LastManager


def _record(type: str, title: str, user: User, actor: User) -> None:
    description = f"{user.full_name} ({user.role_label})"
    record_activity(type=type, title=title, description=description, actor=actor, target=f"user:{user.id}")
    citizens_changed()
