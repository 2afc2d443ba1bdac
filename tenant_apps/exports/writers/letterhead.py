"""Who a printed document comes from."""

from dataclasses import dataclass

from core.tenancy import require

COLOR = "#1E3A5F"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The mairie's name, how to reach it, its colour and its logo (bytes and suffix, if it has one)."""

    name: str
    contact: str
    color: str = COLOR
    logo: bytes = b""
    logo_suffix: str = ""


def letterhead() -> Letterhead:
    """The paper of the mairie one is in."""
    tenant = require()
    return Letterhead(tenant.name, tenant.url())
