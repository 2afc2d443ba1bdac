"""Pages of the public site: the one way that every app's pages are rendered."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from core.pages.cache import valid_until
from core.tenancy import require
from core.tenancy.clock import local_zone
from tenant_apps.publications.selectors.public import banner
from tenant_apps.website.opening import coming_week
from tenant_apps.website.selectors.opening import opening_status
from tenant_apps.website.selectors.site import SiteView, current_site

NAME = re.compile(r"(?P<small>Mairie (?:de |d'|du |des ))(?P<large>.+)")
MOST_PAGES = 10_000
# How many letters of the mairie's own pages the bar of a wide screen has room for, each with the gap beside it.
BAR_LENGTH, GAP = 46, 4
THEME_FORMAT = 1
NETWORKS = {
    "facebook": "Facebook",
    "twitter": "X (Twitter)",
    "instagram": "Instagram",
    "linkedin": "LinkedIn",
    "youtube": "YouTube",
}
CONSTRUCTION = "site/construction.html"


@dataclass(frozen=True, slots=True)
class Entry:
    """A link of the main navigation."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the way from the home page; the last one, the page itself, has no address."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Pager:
    """Where one is in a list, with the addresses of the neighbours that there are."""

    number: int
    last: int
    previous: str
    following: str

    @classmethod
    def of(cls, request: HttpRequest, *, number: int, count: int, size: int, anchor: str = "", **kept: str) -> "Pager":
        """`kept` are the parameters that every page has, `anchor` is where on it the list begins.

        A page behind the last one is 404.
        """
        last = max(1, -(-count // size))
        if number > last:
            raise Http404

        def address(page: int) -> str:
            query = {name: value for name, value in kept.items() if value}
            query |= {"page": str(page)} if page > 1 else {}
            path = f"{request.path}?{urlencode(query)}" if query else request.path
            return f"{path}#{anchor}" if anchor else path

        return cls(
            number, last, address(number - 1) if number > 1 else "", address(number + 1) if number < last else ""
        )


def page_number(request: HttpRequest) -> int:
    """`page` of the query, from 1; anything else is 404."""
    text = request.GET.get("page", "1")
    if not (text.isascii() and text.isdigit() and 0 < int(text[:6]) < MOST_PAGES and len(text) < 6):
        raise Http404
    return int(text)


def render_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    status: int = 200,
    site: SiteView | None = None,
    while_closed: bool = False,
) -> HttpResponse:
    """`template` (which extends site/base.html) in the mairie's look and time zone.

    While the site is not on line everybody gets the page that says so, unless the page is to be read `while_closed`
    or in a preview. The context gets `site` (unless the caller has it, one query) and what header and footer show.
    """
    site = site or current_site()
    if is_closed(request, site) and not while_closed:
        template, context, status = CONSTRUCTION, {}, 200
    with local_time():
        content = render_to_string(template, {**frame(request, site), **context}, request)
    return HttpResponse(content, status=status)


def render_space(request: HttpRequest, template: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """A page of somebody's space (`template` extends space/base.html), which is there before the site is on line."""
    return render_page(request, template, {**context, "noindex": True}, status=status, while_closed=True)


def is_closed(request: HttpRequest, site: SiteView) -> bool:
    """Whether the site is not on line for who asks."""
    return not site.is_published and not is_preview(request)


def is_preview(request: HttpRequest) -> bool:
    return bool(getattr(request, "is_preview", False))


@contextmanager
def local_time() -> Iterator[None]:
    """Dates as the mairie's clocks show them."""
    with timezone.override(local_zone()):
        yield


def frame(request: HttpRequest, site: SiteView) -> dict[str, Any]:
    """What every page has around its content."""
    small, large = split_name(site.name)
    status = opening_status(contact=site.contact)
    if status:
        valid_until(request, status.changes_at)
    closed = is_closed(request, site)
    return {
        "site": site,
        "name_small": small,
        "name_large": large,
        "initials": initials(large),
        **_navigation(request, site, closed=closed),
        "alerts": [] if closed else banner(),
        "opening": status,
        "week": coming_week(contact=site.contact, today=timezone.localdate()) if status else [],
        "canonical": require().url(request.path),
        "origin": require().url("").removesuffix("/"),
        "is_preview": is_preview(request),
        "is_closed": closed,
        "theme_url": f"/theme/{theme_version(site)}.css",
        "networks": [(NETWORKS[name], link) for name, link in site.social_links.items() if link],
    }


def theme_version(site: SiteView) -> str:
    """A name for the theme's style sheet, another one for each theme and each way of making colours of it."""
    return hashlib.sha256(f"{THEME_FORMAT}{sorted(site.theme.items())}".encode()).hexdigest()[:12]


def split_name(name: str) -> tuple[str, str]:
    """« Mairie de Gif-sur-Yvette » → ("Mairie de", "Gif-sur-Yvette"); a name of another form stays whole."""
    match = NAME.fullmatch(name)
    return (match["small"].strip(), match["large"]) if match else ("", name)


def initials(name: str) -> str:
    """One or two letters for the shield of a mairie without a logo."""
    words = [word for word in re.split(r"[\s'’-]+", name) if word[:1].isupper()]
    return "".join(word[0] for word in words[:2]) or name[:1].upper()


def _navigation(request: HttpRequest, site: SiteView, *, closed: bool) -> dict[str, list[Entry]]:
    """The whole `navigation`, and the same parted into the `bar` that wide screens have room for and the `rest`."""
    if closed:
        return {"navigation": [], "bar": [], "rest": []}

    def entry(label: str, url: str) -> Entry:
        return Entry(label, url, request.path.startswith(url))

    first = [entry(_("Actualités"), "/actualites/"), entry(_("Agenda"), "/agenda/")]
    pages = [entry(page.title, page.url) for page in site.menu]
    contact = entry(_("Contact"), "/contact/")
    lengths = accumulate(len(page.label) + GAP for page in pages)
    fitting = sum(1 for length in lengths if length <= BAR_LENGTH)
    return {
        "navigation": [*first, *pages, contact],
        "bar": [*first, *pages[:fitting], contact],
        "rest": pages[fitting:],
    }
