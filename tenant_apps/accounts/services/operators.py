"""Accounts of the platform itself."""

from django.db import transaction

from core.tenancy import public_context
from tenant_apps.accounts.models import Role, User
from tenant_apps.accounts.services.passwords import require_strong
from tenant_apps.accounts.services.registration import insert


def create_operator(*, email: str, password: str, first_name: str, last_name: str) -> User:
    """Make an operator's account in the public schema; raises EmailTaken or ValidationFailed."""
    user = User(email=email, first_name=first_name, last_name=last_name, role=Role.OPERATOR, is_verified=True)
    with public_context():
        require_strong(password, user=user)
        user.set_password(password)
        with transaction.atomic():
            insert(user=user)
    return user
