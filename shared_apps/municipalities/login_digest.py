"""The keyed digest under which the login directory knows an address."""

import hashlib
import hmac
import unicodedata

from django.conf import settings


def normalised_email(email: str) -> str:
    """The spelling under which addresses are the same account: no blanks around, no case, one Unicode form."""
    return unicodedata.normalize("NFKC", email).strip().lower()


def login_digest(email: str) -> bytes:
    """HMAC-SHA256 of the normalised address: without the key no address can be found in a stolen directory."""
    return hmac.new(settings.LOGIN_DIGEST_KEY, normalised_email(email).encode(), hashlib.sha256).digest()
