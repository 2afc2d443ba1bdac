"""Publications as the public site shows them: what everybody may see, with pictures ready to be laid out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from django.utils.safestring import SafeString
from django.utils.text import slugify

from core.rich_text import below_a_title
from core.tenancy.statements import fetch, fetch_unprepared
from core.tenancy.storage import media_url
from tenant_apps.media.selectors import rendition_urls
from tenant_apps.publications.models import Publication
from tenant_apps.publications.selectors.rows import role_label
from tenant_apps.publications.selectors.visibility import ON_LINE, PUBLIC

SLUG_LENGTH = 80
# A communiqué that has no end stays in the banner of every page for so many days.
BANNER_DAYS = 14
BANNER_LENGTH = 3
SINCE = "CASE WHEN p.status = 'scheduled' THEN p.scheduled_at ELSE p.published_at END"
PICTURE = "json_build_array({m}.name, {m}.alt_text, {m}.width, {m}.height, {m}.widths)"
COLUMNS = f"""
p.id, p.type, p.title, p.excerpt, p.priority, p.is_pinned, p.comments_count, {SINCE}, p.updated_at, p.expires_at,
c.slug, c.label, CASE WHEN cover.id IS NOT NULL THEN {PICTURE.format(m="cover")} END
"""
TABLES = """
publications_publication p
LEFT JOIN publications_category c ON c.id = p.category_id
LEFT JOIN media_media cover ON cover.id = p.cover_id
"""
CARDS = f"""
SELECT {COLUMNS} FROM {TABLES} WHERE {PUBLIC} AND (cardinality(%(categories)s::text[]) = 0 OR c.slug = ANY(%(categories)s::text[]))
ORDER BY p.is_pinned DESC, {SINCE} DESC, p.id DESC LIMIT %(limit)s::int
"""  # noqa: S608, E501 - constants of this app
FILTERED = (
    f"{PUBLIC} AND (%(category)s::text = '' OR c.slug = %(category)s) AND (%(type)s::text = '' OR p.type = %(type)s)"
)
PAGE = f"""
SELECT (SELECT count(*) FROM publications_publication p LEFT JOIN publications_category c ON c.id = p.category_id
        WHERE {FILTERED}), {COLUMNS}
FROM {TABLES} WHERE {FILTERED}
ORDER BY p.is_pinned DESC, {SINCE} DESC, p.id DESC LIMIT {{limit:d}} OFFSET {{offset:d}}
"""  # noqa: S608 - constants of this app
BANNER = f"""
SELECT {COLUMNS} FROM {TABLES}
WHERE p.type = 'communique' AND p.priority IN ('high', 'urgent') AND {PUBLIC}
  AND (p.expires_at IS NOT NULL OR {SINCE} > now() - interval '{BANNER_DAYS} days')
ORDER BY p.priority = 'urgent' DESC, {SINCE} DESC, p.id DESC LIMIT {BANNER_LENGTH}
"""  # noqa: S608 - constants of this app
LATEST = (
    f"SELECT {COLUMNS}, p.content FROM {TABLES} WHERE {PUBLIC} "  # noqa: S608 - constants of this app
    f"ORDER BY {SINCE} DESC, p.id DESC LIMIT %(limit)s::int"
)
ARTICLE = f"""
SELECT {COLUMNS}, p.content, p.tags, p.allow_comments, p.likes_count, u.first_name, u.last_name, u.role, u.role_status,
       (SELECT json_agg({PICTURE.format(m="m")} ORDER BY i.position)
        FROM publications_image i JOIN media_media m ON m.id = i.media_id WHERE i.publication_id = p.id)
FROM {TABLES} JOIN accounts_user u ON u.id = p.author_id WHERE p.id = %(id)s AND {PUBLIC}
"""  # noqa: S608 - constants of this app
ADDRESSES = f"SELECT p.id, p.title, p.type, p.updated_at FROM publications_publication p WHERE {PUBLIC} ORDER BY p.id DESC LIMIT {{limit:d}}"  # noqa: S608, E501 - constants of this app
MOST_ADDRESSES = 10_000
# The next moment at which time alone changes what is on line.
NEXT_CHANGE = f"""
SELECT min(moment) FROM (
    SELECT p.scheduled_at AS moment FROM publications_publication p
    WHERE p.status = 'scheduled' AND p.scheduled_at > now()
    UNION ALL SELECT p.expires_at FROM publications_publication p WHERE p.expires_at > now() AND {ON_LINE}
) m
"""  # noqa: S608 - constants of this app


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the library with what a page needs to keep its place."""

    name: str
    alt_text: str
    width: int
    height: int
    widths: Sequence[int]

    @property
    def url(self) -> str:
        return media_url(self.name)

    @property
    def renditions(self) -> list[dict[str, int | str]]:
        return rendition_urls(name=self.name, widths=list(self.widths))


@dataclass(frozen=True, slots=True)
class Card:
    """A publication in a list; `since` is when it went on line."""

    id: int
    type: str
    title: str
    excerpt: str
    priority: str
    is_pinned: bool
    comments_count: int
    since: datetime
    updated_at: datetime
    expires_at: datetime | None
    category_slug: str | None
    category: str | None
    cover: Picture | None

    @property
    def slug(self) -> str:
        return slug_of(self.title, self.type)

    @property
    def url(self) -> str:
        return address_of(self.id, self.title, self.type)

    @property
    def is_urgent(self) -> bool:
        return self.type == Publication.Type.COMMUNIQUE and self.priority == Publication.Priority.URGENT

    @property
    def is_communique(self) -> bool:
        return self.type == Publication.Type.COMMUNIQUE


@dataclass(frozen=True, slots=True)
class Article:
    """A publication on its own page."""

    card: Card
    content: str
    tags: Sequence[str]
    allow_comments: bool
    likes_count: int
    author: str
    author_role: str
    gallery: Sequence[Picture]

    @property
    def html(self) -> SafeString:
        return below_a_title(self.content)


def latest_cards(*, limit: int, categories: Sequence[str] = ()) -> list[Card]:
    """The first publications of the site, of the given categories (none: of all), in one statement."""
    return [_card(row) for row in fetch(CARDS, {"limit": limit, "categories": list(categories)})]


def card_page(*, category: str = "", type: str = "", limit: int, offset: int = 0) -> tuple[int, list[Card]]:
    """How many publications there are behind the filters ("" does not filter) and one page of them."""
    values = {"category": category, "type": type}
    statement = PAGE.format(limit=limit, offset=offset)
    rows = fetch_unprepared(statement, values)
    return (rows[0][0] if rows else 0), [_card(row[1:]) for row in rows]


def banner() -> list[Card]:
    """The communiqués that every page begins with, the most urgent first."""
    return [_card(row) for row in fetch(BANNER, {})]


def latest_articles(*, limit: int) -> list[tuple[Card, SafeString]]:
    """The newest publications with their whole text, for feeds."""
    return [(_card(row[:-1]), below_a_title(row[-1])) for row in fetch(LATEST, {"limit": limit})]


def article(*, publication_id: int) -> Article | None:
    """One publication that everybody may see, with its gallery; None for any other."""
    rows = fetch(ARTICLE, {"id": publication_id})
    if not rows:
        return None
    content, tags, allow_comments, likes_count, first_name, last_name, role, role_status, gallery = rows[0][-9:]
    return Article(
        card=_card(rows[0][:-9]),
        content=content,
        tags=orjson.loads(tags) if isinstance(tags, str) else tags,
        allow_comments=allow_comments,
        likes_count=likes_count,
        author=f"{first_name} {last_name}".strip(),
        author_role=role_label(role, role_status),
        gallery=[Picture(*values) for values in gallery or []],
    )


def every_address() -> list[tuple[str, datetime]]:
    """Address and last change of all that everybody may see, newest first."""
    rows = fetch(ADDRESSES.format(limit=MOST_ADDRESSES), {})
    return [(address_of(*named), changed) for *named, changed in rows]


def address_of(number: int, title: str, type: str) -> str:
    """Where a publication stands on the site."""
    return f"/actualites/{number}-{slug_of(title, type)}/"


def slug_of(title: str, type: str) -> str:
    return slugify(title)[:SLUG_LENGTH].strip("-") or type


def next_change() -> datetime | None:
    """When a publication comes or goes by itself next, None when none does."""
    [(moment,)] = fetch(NEXT_CHANGE, {})
    return moment


def _card(row: Sequence[Any]) -> Card:
    *values, cover = row
    return Card(*[*values, Picture(*cover) if cover else None])
