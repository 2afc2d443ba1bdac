"""The site that a mairie has from its first day."""

from typing import Any

from django.db import transaction

from core.tenancy import Tenant
from shared_apps.municipalities.selectors.identity import current_identity
from tenant_apps.website import defaults
from tenant_apps.website.models import SITE_ID, Page, Site


def seed_site(*, tenant: Tenant, options: dict[str, Any]) -> None:
    """Give a new mairie its site, with sections, legal pages and official data; one that has a site keeps it."""
    ensure_site()


@transaction.atomic
def ensure_site() -> None:
    """Make what is missing of the site; of two at once each row is made by one."""
    identity = current_identity()
    site = Site(
        id=SITE_ID,
        theme=dict(defaults.THEME),
        meta=defaults.meta(identity),
        social_links=defaults.social_links(),
        contact=defaults.contact(identity),
        sections=defaults.sections(identity),
    )
    Site.objects.bulk_create([site], ignore_conflicts=True)
    Page.objects.bulk_create(
        [
            Page(kind=kind, slug=kind, title=title, is_edited=False, is_published=True)
            for kind, title in defaults.LEGAL_PAGES
        ],
        ignore_conflicts=True,
    )
