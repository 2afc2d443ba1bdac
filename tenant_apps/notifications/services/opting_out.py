"""The link by which a person with an account stops all mail about news, without signing in (RFC 8058)."""

from typing import Any

from django.contrib.auth import get_user_model

from core.tenancy import require
from core.tenancy.signing import is_genuine, number_of, numbered
from tenant_apps.notifications.errors import SubscriptionNotFound
from tenant_apps.notifications.kinds import Mailing
from tenant_apps.preferences.services.settings import update_settings

PURPOSE = "notifications.opt-out"
PATH = "/alertes/compte/{token}/desinscription/"


def opt_out_url(*, user_id: int) -> str:
    """The address, on the mairie's host."""
    return require().url(PATH.format(token=numbered(user_id, purpose=PURPOSE)))


def account_of(*, token: str) -> Any:
    """The account in use that a genuine link belongs to; raises SubscriptionNotFound."""
    number = number_of(token)
    users = get_user_model().objects.filter(pk=number, is_active=True, deleted_at__isnull=True)
    if not is_genuine(token, number=number, purpose=PURPOSE) or (user := users.first()) is None:
        raise SubscriptionNotFound
    return user


def opt_out(*, token: str) -> None:
    """Mail the account no more news, as if its owner had chosen so in the settings; raises SubscriptionNotFound."""
    changes = {"notifications": {"digest_frequency": Mailing.NEVER.value}}
    update_settings(user=account_of(token=token), changes=changes, ip="")
