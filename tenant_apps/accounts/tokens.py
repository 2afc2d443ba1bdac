"""The two tokens of a session; both name the municipality ("" for the platform) they are worth something in."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any, Self

import jwt
from rest_framework_simplejwt.exceptions import ExpiredTokenError, TokenError
from rest_framework_simplejwt.settings import api_settings
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken, Token

from core.tenancy import current
from tenant_apps.accounts.errors import TokenExpired, TokenInvalid
from tenant_apps.accounts.models import Session, User

SCHEME = "bearer"


@dataclass(frozen=True, slots=True)
class Claims:
    """What a genuine, unexpired token says; `jti` is None for what is no token of the API."""

    user_id: int
    session_id: uuid.UUID
    municipality: str
    jti: uuid.UUID | None

    @classmethod
    def of(cls, token: Token) -> Self:
        """Read a verified token; anything missing or of another shape is TokenInvalid."""
        payload = token.payload
        try:
            return cls(
                user_id=int(payload["user_id"]),
                session_id=uuid.UUID(payload["sid"]),
                municipality=str(payload["municipality"]),
                jti=uuid.UUID(payload["jti"]),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise TokenInvalid from error


def longest_access() -> int:
    """Seconds an access token lives where the mairie has set nothing shorter."""
    return int(AccessToken.lifetime.total_seconds())


def issue(*, session: Session, user: User, seconds: int) -> dict[str, Any]:
    """The tokens of `session` in the current mairie, as login and refresh answer them; `seconds` for the access one."""
    access, refresh = AccessToken(), RefreshToken()
    access.set_exp(lifetime=timedelta(seconds=seconds))
    refresh["jti"] = session.refresh_jti.hex
    tenant = current()
    claims = {
        "user_id": user.id,
        "municipality": tenant.code if tenant else "",
        "sid": session.id.hex,
        "role": user.effective_role,
    }
    access.payload.update(claims)
    refresh.payload.update(claims)
    return {"access_token": str(access), "refresh_token": str(refresh), "expires_in": seconds}


def read_access(raw: str) -> Claims:
    """Claims of an access token; raises TokenInvalid or TokenExpired."""
    return _read(AccessToken, raw)


def read_refresh(raw: str) -> Claims:
    """Claims of a refresh token; raises TokenInvalid or TokenExpired."""
    return _read(RefreshToken, raw)


def bearer(authorization_header: str) -> str | None:
    """The token of an `Authorization: Bearer …` header."""
    scheme, _, raw = authorization_header.strip().partition(" ")
    raw = raw.strip()
    return raw if scheme.lower() == SCHEME and raw and " " not in raw else None


def read_municipality_claim(authorization_header: str) -> str | None:
    """The municipality a Bearer token was signed for ("": the platform), None for anything that is not our token.

    An expired token still says where it belongs, so that its bearer is told that it expired.
    """
    raw = bearer(authorization_header)
    return _municipality_of(raw, api_settings.SIGNING_KEY) if raw else None


@lru_cache(maxsize=4096)
def _municipality_of(raw: str, key: str) -> str | None:
    """What a signature vouches for never changes, so it is verified once here and then by the authentication alone."""
    try:
        payload = jwt.decode(
            raw,
            key,
            algorithms=[api_settings.ALGORITHM],
            options={"verify_exp": False},
        )
    except jwt.InvalidTokenError:
        return None
    claim = payload.get("municipality")
    return claim if isinstance(claim, str) else None


def _read(kind: type[Token], raw: str) -> Claims:
    try:
        return Claims.of(kind(raw))  # type: ignore[arg-type]  # the library annotates its encoded token as a Token
    except ExpiredTokenError as error:
        raise TokenExpired from error
    except TokenError as error:
        raise TokenInvalid from error
