"""How much a mairie may keep in its library: one place knows the limit, one place counts."""

from collections.abc import Callable

from django.conf import settings
from django.db.models import Sum

from core.tenancy.turns import take_turn
from tenant_apps.media.errors import QuotaExceeded
from tenant_apps.media.models import Media

_others: dict[str, Callable[[], int]] = {}


def register(*, name: str, used: Callable[[], int]) -> None:
    """Count the bytes of files that another app stores beside the library."""
    _others[name] = used


def limit() -> int:
    """Bytes the current mairie may store."""
    allowed: int = settings.STORAGE_QUOTA_BYTES
    return allowed


def used() -> int:
    """Bytes of the library's files and of those that other apps count, renditions left out.

    Thousands of rows are summed in a millisecond or two.
    """
    library: int = Media.objects.aggregate(total=Sum("size"))["total"] or 0
    return library + sum(of_app() for of_app in _others.values())


def reserve(*, size: int) -> None:
    """Refuse `size` more bytes above the limit, and keep others from counting until the caller's transaction ends."""
    take_turn("media.quota")
    already, allowed = used(), limit()
    if already + size > allowed:
        raise QuotaExceeded(details={"quota": allowed, "used": already, "requested": size})
