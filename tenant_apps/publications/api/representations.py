"""What services and querysets give, as the API shows it; lists and details come as plain values from the selectors."""

from typing import Any

from core.api import ids
from core.tenancy.storage import media_url
from tenant_apps.publications.models import BlockedCommenter, Category, Comment


def category(row: Category) -> dict[str, Any]:
    return {"slug": row.slug, "label": row.label, "color": row.color, "order": row.position}


def account(user: Any) -> dict[str, Any]:
    return {"id": user.id, "name": user.full_name, "avatar_url": media_url(user.avatar) if user.avatar else None}


def new_comment(comment: Comment, author: Any) -> dict[str, Any]:
    """A comment its author has just written."""
    return {
        "id": ids.encode("com", comment.pk),
        "parent_id": _parent(comment),
        "content": comment.content,
        "author": account(author),
        "status": comment.status,
        "created_at": comment.created_at,
    }


def moderated_comment(comment: Comment, reasons: list[str]) -> dict[str, Any]:
    """A comment with what a moderator decides by."""
    return {
        "id": ids.encode("com", comment.pk),
        "parent_id": _parent(comment),
        "publication": {"id": ids.encode("pub", comment.publication_id), "title": comment.publication.title},
        "content": comment.content,
        "author": account(comment.author),
        "status": comment.status,
        "reports_count": comment.reports_count,
        "report_reasons": reasons,
        "created_at": comment.created_at,
    }


def blocked_commenter(row: BlockedCommenter) -> dict[str, Any]:
    return {
        "user": account(row.user),
        "reason": row.reason,
        "blocked_by": account(row.blocked_by),
        "created_at": row.created_at,
    }


def _parent(comment: Comment) -> str | None:
    return ids.encode("com", comment.parent_id) if comment.parent_id else None
