"""News on the public site: lists, single publications and feeds."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.api import ids
from core.pages.cache import cached_page, shows, valid_until
from core.tenancy import require
from tenant_apps.publications.selectors.categories import categories
from tenant_apps.publications.selectors.comments import (
    EMBEDDED_REPLIES,
    EMBEDDED_THREADS,
    first_threads,
    list_replies,
    list_threads,
    thread_start,
)
from tenant_apps.publications.selectors.public import Article, Card, article, card_page, latest_cards, next_change
from tenant_apps.publications.selectors.visibility import Reader
from tenant_apps.website.selectors.site import current_site
from tenant_apps.website.services.rendering import Crumb, Pager, is_closed, page_number, render_page

PAGE_SIZE, OTHERS = 12, 4
COMMUNIQUES = "communique"


@require_safe
@cached_page(parameters=("page",))
def news(request: HttpRequest) -> HttpResponse:
    """Everything that is on line."""
    return _list(request, title=_("Actualités"))


@require_safe
@cached_page(parameters=("page",))
def communiques(request: HttpRequest) -> HttpResponse:
    """Official communiqués alone."""
    return _list(request, title=_("Communiqués"), type=COMMUNIQUES)


@require_safe
@cached_page(parameters=("page",))
def category(request: HttpRequest, slug: str) -> HttpResponse:
    """The publications of one category."""
    found = next((category for category in categories() if category.slug == slug), None)
    if found is None:
        raise Http404
    return _list(request, title=found.label, category=slug)


@require_safe
@cached_page(parameters=("page",))
def detail(request: HttpRequest, publication_id: int, slug: str) -> HttpResponse:
    """One publication, with one page of its threads; an address with an outdated title leads to the right one."""
    found, number = public_article(publication_id), page_number(request)
    card = found.card
    if slug != card.slug and not is_closed(request, current_site()):
        return HttpResponsePermanentRedirect(card.url)
    shows(request, f"publication:{card.id}")
    if card.expires_at:
        valid_until(request, card.expires_at)
    count, threads = _threads(card, number)
    context = {
        "article": found,
        "card": card,
        "others": [other for other in latest_cards(limit=OTHERS + 1) if other.id != card.id][:OTHERS],
        "threads": [{**thread, "replies_url": _replies_url(card, thread)} for thread in threads],
        "pager": Pager.of(request, number=number, count=count, size=EMBEDDED_THREADS, anchor="commentaires"),
        "crumbs": [Crumb(_("Accueil"), "/"), Crumb(_("Actualités"), "/actualites/"), Crumb(card.title, "")],
        "structured": _structured(found),
    }
    return render_page(request, "publications/detail.html", context)


@require_safe
@cached_page(parameters=("page",))
def replies(request: HttpRequest, publication_id: int, slug: str, comment_id: int) -> HttpResponse:
    """All that was answered to one comment, when it is more than the publication's own page shows."""
    found, number = public_article(publication_id), page_number(request)
    card = found.card
    start = thread_start(publication_id=card.id, comment_id=comment_id, reader=Reader())
    if start is None or slug != card.slug:
        raise Http404
    if card.expires_at:
        valid_until(request, card.expires_at)
    window = {"limit": EMBEDDED_REPLIES, "offset": (number - 1) * EMBEDDED_REPLIES}
    count, answers = list_replies(publication_id=card.id, parent_id=comment_id, reader=Reader(), **window)
    context = {
        "article": found,
        "card": card,
        "start": start,
        "answers": answers,
        "count": count,
        "pager": Pager.of(request, number=number, count=count, size=EMBEDDED_REPLIES),
        "noindex": True,
        "crumbs": [Crumb(_("Accueil"), "/"), Crumb(card.title, card.url), Crumb(_("Réponses"), "")],
    }
    return render_page(request, "publications/replies.html", context)


def public_article(publication_id: int) -> Article:
    """The publication as everybody sees it; for any other 404, also to the staff."""
    found = article(publication_id=publication_id)
    if found is None:
        raise Http404
    return found


def _list(request: HttpRequest, *, title: str, category: str = "", type: str = "") -> HttpResponse:
    number = page_number(request)
    count, cards = card_page(category=category, type=type, limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE)
    if moment := next_change():
        valid_until(request, moment)
    crumbs = [Crumb(_("Accueil"), "/"), Crumb(_("Actualités"), "/actualites/" if category or type else "")]
    context = {
        "title": title,
        "cards": cards,
        "count": count,
        "categories": categories(),
        "category": category,
        "type": type,
        "pager": Pager.of(request, number=number, count=count, size=PAGE_SIZE),
        "crumbs": [*crumbs, Crumb(title, "")] if category or type else crumbs,
    }
    return render_page(request, "publications/list.html", context)


def _threads(card: Card, number: int) -> tuple[int, list[dict[str, Any]]]:
    """How many threads there are and those of a page; no thread is without a visible comment, so few need no count."""
    if card.comments_count <= EMBEDDED_THREADS:
        threads = first_threads(publication_id=card.id, reader=Reader()) if card.comments_count and number == 1 else []
        return len(threads), threads
    window = {"limit": EMBEDDED_THREADS, "offset": (number - 1) * EMBEDDED_THREADS}
    return list_threads(publication_id=card.id, reader=Reader(), **window)


def _replies_url(card: Card, thread: dict[str, Any]) -> str:
    """Where all replies are read, empty when the publication's own page has them all."""
    if thread["replies_count"] <= len(thread["replies"]):
        return ""
    return f"{card.url}reponses/{ids.parse('com', thread['id'])}/"


def _structured(found: Article) -> dict[str, Any]:
    card, url = found.card, require().url
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": card.title,
        "description": card.excerpt,
        "url": url(card.url),
        "datePublished": card.since,
        "dateModified": card.updated_at,
        "image": [url(card.cover.url)] if card.cover else None,
        "articleSection": card.category,
        "author": {"@type": "Person", "name": found.author, "jobTitle": found.author_role},
        "publisher": {"@type": "GovernmentOffice", "name": require().name, "url": url("/")},
    }
    return {name: value for name, value in data.items() if value}
