"""Keys that stand for an e-mail address, and where mails send people."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils.crypto import salted_hmac

from core.email_addresses import normalised_email
from core.tenancy import current
from core.tenancy.context import absolute_url

NEW_PASSWORD_PAGE = "/mot-de-passe/nouveau/"  # noqa: S105 - a path
FORGOTTEN_PASSWORD_PAGE = "/mot-de-passe/oublie/"  # noqa: S105 - a path
REGISTRATION_PAGE = "/inscription/"
VERIFICATION_PAGE = "/inscription/verifier/"
NEW_CODE_PAGE = "/inscription/code/"
KEEP_ACCOUNT_PAGE = "/compte/conserver/"


def address_key(email: str) -> str:
    """A short keyed digest of the address, for keys of jobs and counters that must not hold the address itself."""
    return salted_hmac("accounts.address", normalised_email(email), algorithm="sha256").hexdigest()[:32]


def page_url(path: str, **query: Any) -> str:
    """Absolute address of a page of the current mairie, or of the platform outside any."""
    tenant = current()
    target = f"{path}?{urlencode(query)}" if query else path
    return tenant.url(target) if tenant else absolute_url(settings.BASE_DOMAIN, target)
