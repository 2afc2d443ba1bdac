"""Who a printed document comes from."""

import logging
from dataclasses import dataclass
from pathlib import PurePosixPath

from core.tenancy import require
from core.tenancy.storage import StorageUnavailable, storage
from tenant_apps.website.selectors.site import SiteView, current_site

logger = logging.getLogger(__name__)
COLOR = "#1E3A5F"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The mairie's name, how to reach it, its colour and its logo (bytes and suffix, if it has one)."""

    name: str
    contact: list[str]
    color: str = COLOR
    logo: bytes = b""
    logo_suffix: str = ""


def letterhead() -> Letterhead:
    """The paper of the mairie one is in, as its site has it."""
    site, tenant = current_site(), require()
    known = (site.contact.get(name) for name in ("address", "phone", "email"))
    contact = [" ".join(str(part).split()) for part in (*known, tenant.host) if part]
    color = site.theme.get("primary_color") or COLOR
    return Letterhead(
        tenant.name, contact, color, _logo(site), PurePosixPath(site.logo.name).suffix if site.logo else ""
    )


def _logo(site: SiteView) -> bytes:
    """The logo's bytes; a document without it is better than none."""
    if site.logo is None:
        return b""
    try:
        with storage.open(site.logo.name) as file:
            return bytes(file.read())
    except (FileNotFoundError, StorageUnavailable):
        logger.warning("logo not found: printed without it")
        return b""
