"""Publications as plain values: one joined statement, then dictionaries in the contract's shape.

The columns of the author's account and of the media are read through this app's foreign keys. Lists are the busiest
answers of a mairie: model instances, per-field serializers and compiling a queryset took two thirds of their time.
"""

from functools import lru_cache
from typing import Any, NamedTuple

import orjson
from django.contrib.auth import get_user_model

from core.api import ids
from core.tenancy.statements import utc_text
from core.tenancy.storage import media_url

# %(reader)s is the account that reads, NULL for nobody.
COLUMNS = f"""
p.id, p.type, p.title, p.content, p.excerpt,
cover.name, cover.alt_text,
ARRAY(SELECT m.name FROM publications_image i JOIN media_media m ON m.id = i.media_id
      WHERE i.publication_id = p.id ORDER BY i.position),
u.id, u.first_name, u.last_name, u.role, u.role_status, u.avatar,
CASE WHEN p.status = 'scheduled' AND p.scheduled_at <= now() THEN 'published' ELSE p.status END,
c.slug, p.tags, p.priority, p.likes_count, p.comments_count, p.views_count, p.is_pinned, p.allow_comments,
{utc_text("p.created_at")}, {utc_text("p.updated_at")},
{utc_text("CASE WHEN p.status = 'scheduled' AND p.scheduled_at <= now() THEN p.scheduled_at ELSE p.published_at END")},
{utc_text("p.scheduled_at")}, {utc_text("p.expires_at")}, COALESCE(p.expires_at <= now(), false),
EXISTS (SELECT FROM publications_like l WHERE l.publication_id = p.id AND l.user_id = %(reader)s::bigint)
"""  # noqa: S608 - columns of this module
TABLES = """
publications_publication p
JOIN accounts_user u ON u.id = p.author_id
LEFT JOIN publications_category c ON c.id = p.category_id
LEFT JOIN media_media cover ON cover.id = p.cover_id
"""


class Row(NamedTuple):
    """The values of COLUMNS, in their order."""

    id: int
    type: str
    title: str
    content: str
    excerpt: str
    cover: str | None
    cover_alt: str | None
    images: list[str]
    author_id: int
    first_name: str
    last_name: str
    role: str
    role_status: str
    avatar: str
    status: str
    category: str | None
    tags: str
    priority: str
    likes_count: int
    comments_count: int
    views_count: int
    is_pinned: bool
    allow_comments: bool
    created_at: str
    updated_at: str
    published_at: str | None
    scheduled_at: str | None
    expires_at: str | None
    is_expired: bool
    liked_by_me: bool


def as_publication(row: Row) -> dict[str, Any]:
    """A publication in the contract's shape, of a list or of its own."""
    return {
        "id": ids.encode("pub", row.id),
        "type": row.type,
        "title": row.title,
        "content": row.content,
        "excerpt": row.excerpt,
        "cover_image": media_url(row.cover) if row.cover else None,
        "cover_image_alt": row.cover_alt,
        "images": [media_url(name) for name in row.images],
        "author": {
            **as_person(row.author_id, row.first_name, row.last_name, row.avatar),
            "role": role_label(row.role, row.role_status),
        },
        "status": row.status,
        "category": row.category,
        "tags": orjson.loads(row.tags),
        "priority": row.priority,
        "likes": row.likes_count,
        "comments_count": row.comments_count,
        "views": row.views_count,
        "liked_by_me": row.liked_by_me,
        "is_pinned": row.is_pinned,
        "allow_comments": row.allow_comments,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
        "published_at": row.published_at,
        "scheduled_at": row.scheduled_at,
        "expires_at": row.expires_at,
        "is_expired": row.is_expired,
    }


def as_person(account_id: int, first_name: str, last_name: str, avatar: str) -> dict[str, Any]:
    """An account as readers see it."""
    return {
        "id": account_id,
        "name": f"{first_name} {last_name}".strip(),
        "avatar_url": media_url(avatar) if avatar else None,
    }


def role_label(role: str, role_status: str) -> str:
    """The French name of the role that counts: one that is asked for and not approved is a citizen's."""
    return str(_role_labels()[role if role_status == "active" else "citizen"])


@lru_cache(maxsize=1)
def _role_labels() -> dict[str, Any]:
    return dict(get_user_model()._meta.get_field("role").flatchoices)
