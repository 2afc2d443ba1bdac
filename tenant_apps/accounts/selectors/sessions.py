"""Who a token stands for, and where an account is signed in."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from core.tenancy.statements import fetch
from tenant_apps.accounts.models import Session, User
from tenant_apps.accounts.tokens import Claims
from tenant_apps.preferences.selectors.access import ALLOWED_IPS

# Loaded when they are looked at, which few requests do.
DEFERRED = {"password", "totp_secret", "backup_codes", "preferences"}
# Asked by every request: a queryset took longer to compile than to run.
FIELDS = [field.attname for field in User._meta.concrete_fields if field.attname not in DEFERRED]
USER_OF_SESSION = """
SELECT {columns}, {allowed_ips}
FROM accounts_session s JOIN accounts_user u ON u.id = s.user_id
WHERE s.id = %(session)s::uuid AND s.user_id = %(user)s::bigint AND s.revoked_at IS NULL
  AND s.expires_at > %(now)s::timestamptz AND u.is_active
"""
COLUMNS = ", ".join(f"u.{field}" for field in FIELDS)
IN_MAIRIE = USER_OF_SESSION.format(columns=COLUMNS, allowed_ips=ALLOWED_IPS)
ON_PLATFORM = USER_OF_SESSION.format(columns=COLUMNS, allowed_ips="NULL")


def live_sessions(*, user_id: int, seen_since: datetime | None) -> QuerySet[Session]:
    """The account's logins that are still worth something, the one used last first."""
    live = Session.objects.filter(user_id=user_id, revoked_at__isnull=True, expires_at__gt=timezone.now())
    live = live.filter(last_seen_at__gte=seen_since) if seen_since else live
    return live.order_by("-last_seen_at", "-created_at")


@dataclass(frozen=True, slots=True)
class Caller:
    """The account of a live session, and the JSON text of the networks that bound the mairie's staff, if any do."""

    user: User
    allowed_ips: str | None


def caller_of(claims: Claims) -> Caller | None:
    """Who calls, in one query; None when the session has ended."""
    values = {"session": claims.session_id, "user": claims.user_id, "now": timezone.now()}
    rows = fetch(IN_MAIRIE if claims.municipality else ON_PLATFORM, values)
    return Caller(User.from_db("default", FIELDS, rows[0][:-1]), rows[0][-1]) if rows else None
