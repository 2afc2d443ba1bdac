"""Accounts and invitations as the contract shows them, built inside the mairie they belong to."""

from typing import Any

from core.tenancy import current
from core.tenancy.storage import media_url
from tenant_apps.accounts.models import Invitation, User


def municipality() -> dict[str, Any] | None:
    """The mairie being served, None for the platform."""
    tenant = current()
    return {"id": tenant.id, "name": tenant.name, "code": tenant.code} if tenant else None


def avatar_url(user: User) -> str | None:
    return media_url(user.avatar) if user.avatar else None


def registered(user: User) -> dict[str, Any]:
    """Answer of the registration."""
    return {
        **_identity(user),
        "created_at": user.created_at,
    }


def signed_in(user: User, tokens: dict[str, Any]) -> dict[str, Any]:
    """Answer of the login."""
    return {
        "access_token": tokens["access_token"],
        "refresh_token": tokens["refresh_token"],
        "token_type": "Bearer",
        "expires_in": tokens["expires_in"],
        "user": {
            **_identity(user),
            "avatar_url": avatar_url(user),
            "municipality": municipality(),
        },
    }


def profile(user: User) -> dict[str, Any]:
    """One's own account."""
    return {
        **_identity(user),
        "phone": user.phone,
        "birth_year": user.birth_year,
        "avatar_url": avatar_url(user),
        "municipality": municipality(),
        "created_at": user.created_at,
        "last_login": user.last_login,
    }


def account(user: User) -> dict[str, Any]:
    """An account as administrators see it."""
    return {
        **_identity(user),
        "phone": user.phone,
        "is_active": user.is_active,
        "two_factor_enabled": user.two_factor_enabled,
        "avatar_url": avatar_url(user),
        "created_at": user.created_at,
        "last_login": user.last_login,
    }


def invitation(row: Invitation) -> dict[str, Any]:
    """An invitation as administrators see it."""
    inviter = row.invited_by
    return {
        "id": row.id,
        "email": row.email,
        "role": row.role,
        "invited_by": {"id": inviter.id, "name": inviter.full_name} if inviter else None,
        "created_at": row.created_at,
        "expires_at": row.expires_at,
    }


def _identity(user: User) -> dict[str, Any]:
    """What every account begins with, whoever sees it."""
    return {
        "id": user.id,
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "role": user.role,
        "role_status": user.role_status,
        "is_verified": user.is_verified,
    }
