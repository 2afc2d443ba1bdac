"""Pages of the site, for readers and for those who write them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from core import rich_text
from tenant_apps.website import legal
from tenant_apps.website.errors import PageNotFound
from tenant_apps.website.models import Page
from tenant_apps.website.services.provisioning import ensure_site


@dataclass(frozen=True, slots=True)
class PageView:
    """A page as it is read: a legal one that nobody has edited says what is true today."""

    id: int
    kind: str
    title: str
    slug: str
    content: str
    is_edited: bool
    is_published: bool
    in_menu: bool
    menu_order: int
    meta_title: str
    meta_description: str
    created_at: datetime
    updated_at: datetime

    @property
    def is_legal(self) -> bool:
        return self.kind != Page.Kind.CUSTOM

    @property
    def url(self) -> str:
        return f"/{self.slug}/"

    @property
    def html(self) -> SafeString:
        """The content under the page's own h1."""
        return rich_text.below_a_title(self.content)


def page_by_slug(*, slug: str, include_unpublished: bool = False) -> PageView:
    """One page; raises PageNotFound, also for one that is not on line unless `include_unpublished`."""
    return view(_found(_readable(include_unpublished=include_unpublished).filter(slug=slug)))


def published_pages() -> QuerySet[Page]:
    """What plans and maps of the site list: pages on line in the order of the menu, without their content."""
    return _readable(include_unpublished=False).defer("search", "content").order_by("menu_order", "id")


def pages(*, include_unpublished: bool) -> list[PageView]:
    """Every page, legal ones last, in the order of the menu; a mairie that has none yet gets the legal ones."""
    found = _readable(include_unpublished=include_unpublished).order_by("menu_order", "id")
    rows = list(found)
    if not rows:
        ensure_site()
        rows = list(found.all())
    known = legal.facts() if any(_follows_facts(page) for page in rows) else None
    return [_view(page, known) for page in sorted(rows, key=lambda page: page.is_legal)]


def page_by_id(*, page_id: int, include_unpublished: bool) -> PageView:
    """One page; raises PageNotFound."""
    return view(_found(_readable(include_unpublished=include_unpublished).filter(id=page_id)))


def view(page: Page) -> PageView:
    """The row as it is read."""
    return _view(page, legal.facts() if _follows_facts(page) else None)


def _view(page: Page, known: legal.Facts | None) -> PageView:
    fields = {name: getattr(page, name) for name in PageView.__dataclass_fields__}
    if known and _follows_facts(page):
        fields["content"] = legal.written(kind=page.kind, known=known)
        fields["updated_at"] = max(page.updated_at, known.changed_at)
    return PageView(**fields)


def _follows_facts(page: Page) -> bool:
    return page.is_legal and not page.is_edited


def _found(pages: QuerySet[Page]) -> Page:
    page = pages.first()
    if page is None:
        raise PageNotFound
    return page


def _readable(*, include_unpublished: bool) -> QuerySet[Page]:
    pages = Page.objects.defer("search")
    return pages if include_unpublished else pages.filter(is_published=True)
