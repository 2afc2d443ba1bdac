"""What search engines are told, in schema.org's words."""

from typing import Any

from core.tenancy import require
from tenant_apps.website.hours import DAYS
from tenant_apps.website.opening import slots_of
from tenant_apps.website.selectors.site import SiteView

CONTEXT = "https://schema.org"


def organisation(site: SiteView) -> dict[str, Any]:
    """The mairie itself, without what is not known of it."""
    contact = site.contact
    known = {
        "@context": CONTEXT,
        "@type": "GovernmentOffice",
        "name": site.name,
        "url": require().url(),
        "description": site.meta.get("description"),
        "telephone": contact.get("phone"),
        "email": contact.get("email"),
        "address": contact.get("address"),
        "logo": require().url(site.logo_url) if site.logo_url else None,
        "openingHoursSpecification": _hours(contact.get("opening_hours") or {}),
        "sameAs": [link for link in site.social_links.values() if link],
    }
    return {name: value for name, value in known.items() if value}


def _hours(hours: dict[str, Any]) -> list[dict[str, str]]:
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": f"{CONTEXT}/{day.capitalize()}",
            "opens": f"{opens:%H:%M}",
            "closes": f"{closes:%H:%M}",
        }
        for day in DAYS
        for opens, closes in slots_of(hours.get(day))
    ]
