"""Who is told what happens in the mairie."""

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from core.api.permissions import MANAGERS, MODERATORS

ACTIVE = "active"


def staff_ids() -> list[int]:
    """Accounts that manage publications and messages."""
    return _acting_as(MODERATORS)


def manager_ids() -> list[int]:
    """Accounts that manage the mairie."""
    return _acting_as(MANAGERS)


def citizen_ids() -> list[int]:
    """Accounts of citizens, with a proven address."""
    return list(_in_use().exclude(role__in=MODERATORS, role_status=ACTIVE).values_list("pk", flat=True))


def person_name(*, user_id: int) -> str:
    """The name of an account."""
    return str(get_user_model().objects.get(pk=user_id).full_name)


def _acting_as(roles: frozenset[str]) -> list[int]:
    return list(_in_use().filter(role__in=roles, role_status=ACTIVE).values_list("pk", flat=True))


def _in_use() -> QuerySet:
    return get_user_model().objects.filter(is_active=True, is_verified=True, deleted_at__isnull=True).order_by("pk")
