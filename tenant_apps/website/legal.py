"""Legal pages, written from what is officially known of the mairie and said anew at each reading."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from core import rich_text
from core.tenancy import require
from shared_apps.municipalities.selectors.identity import Identity, current_identity
from tenant_apps.accounts.selectors.accounts import accounts
from tenant_apps.preferences.selectors.mairie import mairie_settings
from tenant_apps.website.models import SITE_ID, Site

TEMPLATES = {
    "mentions-legales": "legal/mentions-legales.html",
    "donnees-personnelles": "legal/donnees-personnelles.html",
    "accessibilite": "legal/accessibilite.html",
}


@dataclass(frozen=True, slots=True)
class Retention:
    """How many months what is kept; None for no limit."""

    conversations: int | None
    accounts: int | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the pages say; a text that is not known is empty, and the sentence about it is left out."""

    identity: Identity
    contact: dict[str, Any]
    address: str
    mayor: str
    host: dict[str, str]
    retention: Retention
    changed_at: datetime


def facts() -> Facts:
    """What is true today, in one query for each of the apps that know it."""
    site = Site.objects.only("contact", "updated_at").get(id=SITE_ID)
    mayors = accounts(role="mayor", role_status="active", is_active=True).filter(is_verified=True)
    mayor = mayors.first()
    chosen = mairie_settings()
    return Facts(
        identity=current_identity(),
        contact=site.contact,
        address=require().url(),
        mayor=mayor.full_name if mayor else "",
        host=settings.HOSTING,
        retention=Retention(chosen.conversations_months, chosen.inactive_accounts_months),
        changed_at=site.updated_at,
    )


def written(*, kind: str, known: Facts) -> str:
    """The content of a legal page of a kind, spelled as an edited one is kept."""
    return rich_text.sanitise(render_to_string(TEMPLATES[kind], {"facts": known}))
