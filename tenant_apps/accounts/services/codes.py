"""Codes of the second factor: from an authenticator (RFC 6238), each worth something once, and backup codes."""

import hmac
import secrets
import time
from collections.abc import Iterable

import pyotp
from django.conf import settings

from core.sealing import seal, unseal
from core.tenancy import current
from core.tenancy.signing import digest, is_digest
from tenant_apps.accounts.models import User

STEP_SECONDS = 30
# Steps before and after the present one that are accepted too, for clocks that go wrong.
DRIFT = (0, -1, 1)
BACKUP_CODES = 10
BACKUP_DIGITS = 8
FIELDS = ["two_factor_enabled", "totp_secret", "totp_last_step", "backup_codes", "updated_at"]
PURPOSE = "accounts.totp"
BACKUP_PURPOSE = "accounts.backup-code"


def new_secret() -> str:
    """160 random bits in base 32, as authenticators read them."""
    return pyotp.random_base32()


def new_backup_codes() -> list[str]:
    """Ten different codes."""
    found: set[str] = set()
    while len(found) < BACKUP_CODES:
        found.add(f"{secrets.randbelow(10**BACKUP_DIGITS):0{BACKUP_DIGITS}d}")
    return list(found)


def sealed_secret(secret: str) -> str:
    """The secret as it is stored."""
    return seal(secret, purpose=PURPOSE)


def backup_digests(user: User, codes: Iterable[str]) -> list[str]:
    """The backup codes as they are stored: keyed digests of this account in this mairie."""
    return [digest(user.id, code, purpose=BACKUP_PURPOSE) for code in codes]


def provisioning_uri(*, user: User, secret: str) -> str:
    """What the QR code says to an authenticator."""
    tenant = current()
    issuer = tenant.name if tenant else settings.BASE_DOMAIN
    return str(pyotp.TOTP(secret).provisioning_uri(name=user.email, issuer_name=issuer))


def use_totp(*, user: User, code: str) -> bool:
    """Whether the authenticator's code is right now and newer than the last one; remembered, not saved."""
    secret = unseal(user.totp_secret, purpose=PURPOSE)
    if secret is None:
        return False
    generator, now = pyotp.TOTP(secret), int(time.time()) // STEP_SECONDS
    for step in (now + drift for drift in DRIFT):
        if step > user.totp_last_step and hmac.compare_digest(generator.generate_otp(step).encode(), code.encode()):
            user.totp_last_step = step
            return True
    return False


def use_backup_code(*, user: User, code: str) -> bool:
    """Whether the code is one of the account's backup codes; it is taken away, not saved."""
    remaining = [known for known in user.backup_codes if not is_digest(known, user.id, code, purpose=BACKUP_PURPOSE)]
    used = len(remaining) < len(user.backup_codes)
    user.backup_codes = remaining
    return used


def forget(*, user: User) -> None:
    """Take secret and codes away from the locked account."""
    user.two_factor_enabled, user.totp_secret, user.totp_last_step, user.backup_codes = False, "", 0, []
    user.save(update_fields=FIELDS)


def compact(code: str) -> str:
    """The code without the blanks and hyphens that people type into it."""
    return code.replace(" ", "").replace("-", "")
