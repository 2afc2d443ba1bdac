"""Who a token stands for."""

from django.utils import timezone

from core.tenancy.statements import fetch
from tenant_apps.accounts.models import User
from tenant_apps.accounts.tokens import Claims

# Loaded when they are looked at, which few requests do.
DEFERRED = {"password", "totp_secret", "backup_codes", "preferences"}
# Asked by every request: a queryset took longer to compile than to run.
FIELDS = [field.attname for field in User._meta.concrete_fields if field.attname not in DEFERRED]
USER_OF_SESSION = f"""
SELECT {", ".join(f"u.{field}" for field in FIELDS)}
FROM accounts_session s JOIN accounts_user u ON u.id = s.user_id
WHERE s.id = %(session)s::uuid AND s.user_id = %(user)s::bigint AND s.revoked_at IS NULL
  AND s.expires_at > %(now)s::timestamptz AND u.is_active
"""  # noqa: S608 - columns of a model


def user_of(claims: Claims) -> User | None:
    """The account of a live session, in one query."""
    rows = fetch(USER_OF_SESSION, {"session": claims.session_id, "user": claims.user_id, "now": timezone.now()})
    return User.from_db("default", FIELDS, rows[0]) if rows else None
