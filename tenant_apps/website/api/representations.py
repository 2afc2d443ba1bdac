"""The site as the API shows it."""

from typing import Any

from core.api import ids
from tenant_apps.website.models import Page
from tenant_apps.website.selectors.pages import PageView
from tenant_apps.website.selectors.site import Section, SiteView

PAGE_FIELDS = (
    "title", "slug", "content", "kind", "is_edited", "is_published", "in_menu", "menu_order", "meta_title",
    "meta_description", "created_at", "updated_at",
)  # fmt: skip


def configuration(site: SiteView) -> dict[str, Any]:
    return {
        "id": site.id,
        "municipality": {"id": site.municipality_id, "name": site.name, "code": site.code},
        "domain": site.domain,
        "is_published": site.is_published,
        "published_at": site.published_at,
        "theme": site.theme,
        "logo_url": site.logo_url,
        "favicon_url": site.favicon_url,
        "meta": site.meta,
        "social_links": site.social_links,
        "contact": site.contact,
        "created_at": site.created_at,
        "updated_at": site.updated_at,
    }


def section(shown: Section) -> dict[str, Any]:
    return {
        "id": shown.id,
        "type": shown.type,
        "order": shown.order,
        "is_visible": shown.is_visible,
        "content": shown.content,
    }


def page(shown: PageView | Page) -> dict[str, Any]:
    return {"id": ids.encode("page", shown.id), **{name: getattr(shown, name) for name in PAGE_FIELDS}}
