"""The keyed digest under which the login directory knows an address."""

import hashlib
import hmac

from django.conf import settings

from core.email_addresses import normalised_email


def login_digest(email: str) -> bytes:
    """HMAC-SHA256 of the normalised address: without the key no address can be found in a stolen directory."""
    return hmac.new(settings.LOGIN_DIGEST_KEY, normalised_email(email).encode(), hashlib.sha256).digest()
