"""Rows for tests, made in the mairie one is in (or the public schema, for operators)."""

from datetime import timedelta
from itertools import count
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from shared_apps.municipalities.services import login_directory
from tenant_apps.accounts.models import Invitation, User
from tenant_apps.accounts.services.sessions import Device
from tenant_apps.accounts.services.sessions import open_session as open_account_session

PASSWORD = "Mairie-de-test-2026"
_numbers = count(1)
_hashes: dict[str, str] = {}


def hashed(password: str = PASSWORD) -> str:
    """Argon2 once a process: hashing is slow on purpose."""
    if password not in _hashes:
        _hashes[password] = make_password(password)
    return _hashes[password]


def make_user(*, role: str = "citizen", email: str | None = None, **fields: Any) -> User:
    """An active, verified account of the role whose password is PASSWORD."""
    number = next(_numbers)
    defaults = {
        "email": email or f"{role}.{number}@exemple.fr",
        "password": hashed(),
        "first_name": "Camille",
        "last_name": f"Martin{number}",
        "role": role,
        "is_verified": True,
    }
    return User.objects.create(**{**defaults, **fields})


def open_session(user: User) -> str:
    """An access token of a new session."""
    token: str = open_account_session(user=user, device=Device()).tokens["access_token"]
    return token


def make_known_user(**fields: Any) -> User:
    """An account whose address the login directory knows, as every account made by a service."""
    user = make_user(**fields)
    login_directory.add(email=user.email)
    return user


def make_invitation(*, email: str, role: str, days: int = 30, **fields: Any) -> Invitation:
    """An invitation that ends in `days` days (negative: it has ended)."""
    return Invitation.objects.create(email=email, role=role, expires_at=timezone.now() + timedelta(days=days), **fields)
