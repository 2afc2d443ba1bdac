"""Secrets at rest: encrypted with a key of their mairie and purpose, which is derived from the platform's secret."""

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from core.hooks import Hooks
from core.tenancy import Tenant, current

KEY_BYTES = 32
# Write again what was sealed, in the mairie (None: outside any) that one is in; gives how much of it there was.
resealing: Hooks[Tenant | None, int] = Hooks()


def seal(text: str, *, purpose: str) -> str:
    """Encrypt `text`; nobody reads it in another mairie or for another purpose."""
    return _cipher(purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, *, purpose: str) -> str | None:
    """The text that was sealed here, None when it can't be read (any more: the platform's secret was replaced)."""
    try:
        return _cipher(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def resealed(sealed: str, *, purpose: str) -> str | None:
    """The same text under the platform's present secret, None when none of its secrets reads it."""
    try:
        return _cipher(purpose).rotate(sealed.encode()).decode()
    except InvalidToken:
        return None


def _cipher(purpose: str) -> MultiFernet:
    tenant = current()
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return _ciphers(secrets, f"{purpose}:{tenant.code if tenant else ''}")


@lru_cache(maxsize=256)
def _ciphers(secrets: tuple[str, ...], label: str) -> MultiFernet:
    """The newest secret encrypts, every one of them decrypts."""
    return MultiFernet([Fernet(_key(secret, label)) for secret in secrets])


def _key(secret: str, label: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"core.sealing:{label}".encode())
    return base64.urlsafe_b64encode(derived.derive(secret.encode()))
