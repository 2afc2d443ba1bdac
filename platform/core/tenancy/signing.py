"""Proofs that are worth something in one mairie only: ids are the same in every mairie, so its code is signed too.

Outside any mairie, where operators' accounts are, the code is empty. `purpose` keeps one use apart from the others.
What was signed under a former secret of the platform is genuine for as long as SECRET_KEY_FALLBACKS names that.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from core.tenancy.context import current

TOKEN_LENGTH = 40


def digest(*parts: object, purpose: str) -> str:
    """The keyed digest of the parts; only the last one may be a text with a colon."""
    return next(_digests(parts, purpose))


def is_digest(text: str, *parts: object, purpose: str) -> bool:
    """Whether it is the digest of these parts."""
    return any(constant_time_compare(text, known) for known in _digests(parts, purpose))


def signed(value: Any, *, purpose: str) -> str:
    """A token that says `value` and when it was made."""
    return signing.dumps([_code(), value], salt=purpose)


def unsigned(token: str, *, purpose: str, max_age: timedelta) -> Any:
    """What the mairie's own token says, None for one that is too old, foreign or made up."""
    try:
        code, value = signing.loads(token, salt=purpose, max_age=max_age)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return value if code == _code() else None


def numbered(number: int, *, purpose: str, secret: object = "") -> str:
    """`12-3f…`: a short token that lasts as long as the secret is the same."""
    return f"{number}-{digest(number, secret, purpose=purpose)[:TOKEN_LENGTH]}"


def number_of(token: str) -> int:
    """The number that a token is about, 0 for what is no token; whether it is genuine is for `is_genuine` to say."""
    number = token.partition("-")[0]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0


def is_genuine(token: str, *, number: int, purpose: str, secret: object = "") -> bool:
    shown, _hyphen, signature = token.partition("-")
    genuine = (known[:TOKEN_LENGTH] for known in _digests((number, secret), purpose))
    return token.isascii() and shown == str(number) and any(constant_time_compare(signature, one) for one in genuine)


def _digests(parts: tuple[object, ...], purpose: str) -> Iterator[str]:
    """The digest under each of the platform's secrets, the present one first."""
    value = ":".join(map(str, (_code(), *parts)))
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield salted_hmac(purpose, value, secret=secret, algorithm="sha256").hexdigest()


def _code() -> str:
    tenant = current()
    return tenant.code if tenant else ""
