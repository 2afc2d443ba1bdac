"""Pages of the site, for readers and for those who write them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from core import rich_text
from tenant_apps.website.errors import PageNotFound
from tenant_apps.website.models import Page


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
    page = _readable(include_unpublished=include_unpublished).filter(slug=slug).first()
    if page is None:
        raise PageNotFound
    return view(page)


def published_pages() -> QuerySet[Page]:
    """What plans and maps of the site list: pages on line in the order of the menu, without their content."""
    return _readable(include_unpublished=False).defer("search", "content").order_by("menu_order", "id")


def view(page: Page) -> PageView:
    """The row as it is read."""
    fields = {name: getattr(page, name) for name in PageView.__dataclass_fields__}
    return PageView(**fields)


def _readable(*, include_unpublished: bool) -> QuerySet[Page]:
    pages = Page.objects.defer("search")
    return pages if include_unpublished else pages.filter(is_published=True)
