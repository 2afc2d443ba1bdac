"""Tokens of links in mails: a number, signed with the mairie's code because numbers are the same everywhere."""

from django.utils.crypto import constant_time_compare, salted_hmac

from core.tenancy import require

LENGTH = 40


def token_of(*, salt: str, number: int, secret: str = "") -> str:
    """`12-3f…`: worth something in this mairie alone, and as long as the secret is the same."""
    value = f"{require().code}:{number}:{secret}"
    return f"{number}-{salted_hmac(salt, value, algorithm='sha256').hexdigest()[:LENGTH]}"


def number_of(token: str) -> int:
    """The number that a token is about, 0 for what is no token; whether it is genuine is for `is_genuine` to say."""
    number = token.partition("-")[0]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0


def is_genuine(*, token: str, salt: str, number: int, secret: str = "") -> bool:
    return token.isascii() and constant_time_compare(token, token_of(salt=salt, number=number, secret=secret))
