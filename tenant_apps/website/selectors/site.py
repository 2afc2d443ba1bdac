"""The site as its pages need it: configuration, sections and links, in one query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Q
from django.db.models.functions import JSONObject

from core.tenancy import require
from tenant_apps.website import defaults
from tenant_apps.website.hours import DAYS
from tenant_apps.website.models import SITE_ID, Page, Site
from tenant_apps.website.selectors.images import IMAGE_COLUMNS, SiteImage, image_of
from tenant_apps.website.services.provisioning import ensure_site

COLUMNS = (
    "id", "is_published", "published_at", "theme", "meta", "social_links", "contact", "sections", "created_at",
    "updated_at",
)  # fmt: skip
IMAGES = ("logo", "favicon", "hero_image")


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page that is on line, as menus and footers point to it."""

    title: str
    slug: str
    kind: str

    @property
    def url(self) -> str:
        return f"/{self.slug}/"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the home page; `background_image` of a hero is the address of its picture."""

    type: str
    order: int
    is_visible: bool
    content: dict[str, Any]

    @property
    def id(self) -> str:
        return f"section_{self.type}"


@dataclass(frozen=True, slots=True)
class SiteView:
    """All that header, theme, sections and footer of a page are made of."""

    id: int
    municipality_id: int
    code: str
    name: str
    domain: str
    is_published: bool
    published_at: datetime | None
    theme: dict[str, str]
    meta: dict[str, Any]
    social_links: dict[str, str | None]
    contact: dict[str, Any]
    sections: tuple[Section, ...]
    menu: tuple[PageLink, ...]
    legal: tuple[PageLink, ...]
    logo: SiteImage | None
    favicon: SiteImage | None
    hero_image: SiteImage | None
    created_at: datetime
    updated_at: datetime

    @property
    def logo_url(self) -> str | None:
        return self.logo.url if self.logo else None

    @property
    def favicon_url(self) -> str | None:
        return self.favicon.url if self.favicon else None

    @property
    def visible_sections(self) -> tuple[Section, ...]:
        return tuple(section for section in self.sections if section.is_visible)

    def section(self, type: str) -> Section | None:
        """The section of a type, None when there is none."""
        return next((section for section in self.sections if section.type == type), None)


def current_site() -> SiteView:
    """The site of the mairie one is in; a mairie from before there were sites gets its own at the first look."""
    row = _row()
    if row is None:
        ensure_site()
        row = _row()
    return _view(row or {})


def _row() -> dict[str, Any] | None:
    links = Page.objects.filter(Q(in_menu=True) | ~Q(kind=Page.Kind.CUSTOM), is_published=True)
    linked = links.order_by("menu_order", "id").values(
        link=JSONObject(title="title", slug="slug", kind="kind", in_menu="in_menu")
    )
    pictures = [f"{image}__{column}" for image in IMAGES for column in IMAGE_COLUMNS]
    rows = Site.objects.filter(id=SITE_ID).annotate(links=ArraySubquery(linked))
    found: dict[str, Any] | None = rows.values(*COLUMNS, *pictures, "links").first()
    return found


def _view(row: dict[str, Any]) -> SiteView:
    tenant = require()
    images: dict[str, Any] = {name: image_of(row, name) for name in IMAGES}
    links = [(PageLink(link["title"], link["slug"], link["kind"]), link["in_menu"]) for link in row["links"]]
    plain: dict[str, Any] = {name: row[name] for name in COLUMNS if name != "sections"}
    plain["theme"] = _in_order(row["theme"], defaults.THEME)
    plain["social_links"] = _in_order(row["social_links"], defaults.NETWORKS)
    plain["contact"] = {**row["contact"], "opening_hours": _in_order(row["contact"]["opening_hours"], DAYS)}
    return SiteView(
        municipality_id=tenant.id,
        code=tenant.code,
        name=tenant.name,
        domain=tenant.host,
        sections=tuple(_section(stored, order, images) for order, stored in enumerate(row["sections"], 1)),
        menu=tuple(link for link, in_menu in links if in_menu),
        legal=tuple(link for link, _in_menu in links if link.kind != Page.Kind.CUSTOM),
        **plain,
        **images,
    )


def _in_order(stored: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """The values in the order that people expect: the database keeps none."""
    return {name: stored[name] for name in names}


def _section(stored: dict[str, Any], order: int, images: dict[str, SiteImage | None]) -> Section:
    content = dict(stored["content"])
    if stored["type"] == "hero":
        hero = images["hero_image"]
        content["background_image"] = hero.url if hero else None
    return Section(stored["type"], order, stored["is_visible"], content)
