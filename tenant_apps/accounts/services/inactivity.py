"""Citizens' accounts that nobody has used for long: their owners are warned, and a month later they are erased."""

from datetime import datetime, timedelta
from typing import Protocol

from dateutil.relativedelta import relativedelta
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from core.french import dated
from core.tenancy.clock import local_day
from core.tenancy.signing import signed, unsigned
from shared_apps.jobs.services import enqueue_email
from tenant_apps.accounts.addresses import KEEP_ACCOUNT_PAGE, page_url
from tenant_apps.accounts.models import Role, User
from tenant_apps.accounts.services.erasure import erase

NOTICE = timedelta(days=30)
# One night warns and erases so many; what is left waits for the next.
MOST_A_NIGHT = 500
PURPOSE = "accounts.keep"
# A link works as long as the account may still be there.
LINK_LIFETIME = timedelta(days=60)


class Periods(Protocol):
    """The mairie's settings, as far as accounts are concerned."""

    inactive_accounts_months: int | None


def forget_inactive(settings: Periods) -> dict[str, int]:
    """Retention hook: erase what has been announced long enough ago, then announce what is next. Never staff."""
    if settings.inactive_accounts_months is None:
        return {}
    limit = timezone.now() - relativedelta(months=settings.inactive_accounts_months)
    return {"accounts": _erase_warned(limit), "warnings": _warn(limit + NOTICE)}


def keep(*, token: str) -> bool:
    """Whoever has the link of the warning wants the account: it counts as used now. False for a worthless link."""
    user_id = unsigned(token, purpose=PURPOSE, max_age=LINK_LIFETIME)
    account = User.objects.present().filter(id=user_id, role=Role.CITIZEN)
    return bool(account.update(last_seen_at=timezone.now(), warned_at=None))


def _erase_warned(limit: datetime) -> int:
    found = list(_unused_since(limit).filter(warned_at__lte=timezone.now() - NOTICE)[:MOST_A_NIGHT])
    for user in found:
        erase(user=user)
    return len(found)


def _warn(limit: datetime) -> int:
    found = list(_unused_since(limit).filter(warned_at__isnull=True, is_active=True)[:MOST_A_NIGHT])
    now = timezone.now()
    User.objects.filter(id__in=[user.id for user in found]).update(warned_at=now)
    for user in found:
        context = {
            "first_name": user.first_name,
            "email": user.email,
            "date": dated(local_day(now + NOTICE)),
            "url": page_url(f"{KEEP_ACCOUNT_PAGE}{signed(user.id, purpose=PURPOSE)}/"),
        }
        enqueue_email(
            to=user.email, template="accounts/inactive", context=context, key=f"inactive:{user.id}", bulk=True
        )
    return len(found)


def _unused_since(limit: datetime) -> QuerySet[User]:
    """Citizens' accounts last used before `limit`, locked; one that somebody is changing right now is left out."""
    used_at = Coalesce("last_seen_at", "last_login", "created_at")
    citizens = User.objects.present().filter(role=Role.CITIZEN).alias(used_at=used_at).filter(used_at__lt=limit)
    return citizens.order_by("id").select_for_update(no_key=True, skip_locked=True)
