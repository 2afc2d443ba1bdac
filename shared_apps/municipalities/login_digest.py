"""The keyed digests under which the login directory knows an address."""

import hashlib
import hmac

from django.conf import settings

from core.email_addresses import normalised_email


def login_digest(email: str) -> bytes:
    """HMAC-SHA256 of the normalised address: without the key no address can be found in a stolen directory."""
    return login_digests(email)[0]


def login_digests(email: str) -> list[bytes]:
    """The same under each key of the platform: entries are written under the first, and found under all of them."""
    address = normalised_email(email).encode()
    return [hmac.new(key, address, hashlib.sha256).digest() for key in settings.LOGIN_DIGEST_KEYS]
