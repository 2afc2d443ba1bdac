"""Who a token stands for."""

from django.utils import timezone

from tenant_apps.accounts.models import Session, User
from tenant_apps.accounts.tokens import Claims


def user_of(claims: Claims) -> User | None:
    """The account of a live session, in one query."""
    session = (
        Session.objects.select_related("user")
        .defer("user__password", "user_agent", "ip")
        .filter(
            id=claims.session_id,
            user_id=claims.user_id,
            revoked_at__isnull=True,
            expires_at__gt=timezone.now(),
            user__is_active=True,
        )
        .first()
    )
    return session.user if session else None
