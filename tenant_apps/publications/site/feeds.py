"""The news as RSS and Atom."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.pages.cache import cached_page, valid_until
from core.tenancy import require
from tenant_apps.publications.selectors.public import latest_articles, next_change
from tenant_apps.website.selectors.site import current_site

ENTRIES = 20


@require_safe
@cached_page
def rss(request: HttpRequest) -> HttpResponse:
    return _feed(request, Rss201rev2Feed)


@require_safe
@cached_page
def atom(request: HttpRequest) -> HttpResponse:
    return _feed(request, Atom1Feed)


def _feed(request: HttpRequest, form: type[Rss201rev2Feed] | type[Atom1Feed]) -> HttpResponse:
    """The newest publications with their whole text; nothing before the site is on line."""
    site, url = current_site(), require().url
    if not site.is_published:
        raise Http404
    if moment := next_change():
        valid_until(request, moment)
    feed = form(
        title=_("Actualités – %(name)s") % {"name": site.name},
        link=url("/actualites/"),
        description=site.meta.get("description") or "",
        language="fr",
        feed_url=url(request.path),
    )
    for card, html in latest_articles(limit=ENTRIES):
        feed.add_item(
            title=card.title,
            link=url(card.url),
            description=_whole(html),
            unique_id=url(f"/actualites/{card.id}/"),
            unique_id_is_permalink=False,
            pubdate=card.since,
            updateddate=max(card.since, card.updated_at),
            categories=[card.category] if card.category else [],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _whole(html: str) -> str:
    """Readers of feeds know no host: addresses of the library's pictures get it."""
    return html.replace('src="/', f'src="{require().url()}').replace('href="/', f'href="{require().url()}')
