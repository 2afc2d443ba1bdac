"""Give every mairie a subdomain of its own."""

from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from core.api.errors import ValidationFailed
from shared_apps.municipalities import hosts
from shared_apps.municipalities.errors import SlugReserved, SlugTaken
from shared_apps.municipalities.models import Commune, Domain, Municipality
from shared_apps.municipalities.naming import slug_candidates

# What the platform uses, or may need one day, under its own domain.
RESERVED = frozenset((Path(__file__).resolve().parents[1] / "data" / "reserved_subdomains.txt").read_text().split())
ALLOCATION_LOCK = 7_281_001


def lock_allocation() -> None:
    """Let one transaction at a time hand out subdomains; requests are short and rare."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ALLOCATION_LOCK])


def chosen_slug(slug: str, *, owner: Municipality | None = None) -> str:
    """The slug asked for, unless it is malformed, reserved or another mairie's."""
    slug = slug.strip().lower()
    if not hosts.is_label(slug) or slug.startswith("xn--"):
        raise ValidationFailed({"slug": [_("Un sous-domaine est fait de lettres, de chiffres et de traits d'union.")]})
    if slug in RESERVED:
        raise SlugReserved
    if _taken(slug, owner):
        raise SlugTaken
    return slug


def free_slug(commune: Commune) -> str:
    """The first free slug made of the commune's name, its department and its code."""
    for slug in slug_candidates(commune.name, commune.department_code, commune.code):
        if slug not in RESERVED and not _taken(slug, None):
            return slug
    raise SlugTaken


def _taken(slug: str, owner: Municipality | None) -> bool:
    """Former subdomains count: they still redirect."""
    domains = Domain.objects.filter(domain=slug)
    return (domains.exclude(tenant=owner) if owner else domains).exists()
