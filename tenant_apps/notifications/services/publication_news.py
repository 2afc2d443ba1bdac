"""What a publication tells people with an account; those without one are told by `sendings`."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.api import ids
from shared_apps.jobs.services import enqueue
from tenant_apps.notifications import kinds
from tenant_apps.notifications.selectors.audience import citizen_ids, person_name, staff_ids
from tenant_apps.notifications.selectors.subscribers import COMMUNIQUE, subscribed_accounts
from tenant_apps.notifications.services.notify import News, tell
from tenant_apps.publications import hooks
from tenant_apps.publications.hooks import Comment, Publication
from tenant_apps.publications.selectors.visibility import visible_publications

JOB = "notifications.tell_of_publication"
PRESSING = frozenset({"high", "urgent"})


def register() -> None:
    """Follow the publications."""
    hooks.published.register(plan_telling)
    hooks.commented.register(tell_of_comment)


def is_pressing(publication: Publication) -> bool:
    """A communiqué that nobody should learn of tomorrow only."""
    return is_pressing_kind(type=publication.type, priority=publication.priority)


def is_pressing_kind(*, type: str, priority: str) -> bool:
    return type == COMMUNIQUE and priority in PRESSING


def plan_telling(publication: Publication) -> None:
    """Many may have to be told: not in the transaction that puts it on line."""
    enqueue(JOB, key=str(publication.pk), payload={"publication_id": publication.pk})


@transaction.atomic
def tell_of_publication(*, publication_id: int) -> None:
    """Tell the staff of what is on line and, of a pressing communiqué, every citizen.

    The author is told of what had been planned only. Who has the communiqué mailed as a subscriber gets no second mail.
    """
    publication = visible_publications().filter(pk=publication_id).first()
    if publication is None:
        return
    pressing = is_pressing(publication)
    told = set(staff_ids()) | (set(citizen_ids()) if pressing else set())
    if publication.scheduled_at is None:
        told.discard(publication.author_id)
    else:
        told.add(publication.author_id)
    title = _("Nouveau communiqué") if publication.type == COMMUNIQUE else _("Nouvelle publication")
    subscribed = subscribed_accounts(subject=COMMUNIQUE, category=publication.category_id) if pressing else set()
    news = News(
        type=kinds.PUBLICATION_PUBLISHED,
        title=title,
        message=publication.title,
        data={"publication_id": ids.encode("pub", publication.pk)},
        key=str(publication.pk),
        is_pressing=pressing,
        mailed_otherwise=subscribed,
    )
    tell(user_ids=told, news=news)


def tell_of_comment(comment: Comment) -> None:
    """The author of what was answered, and the publication's; nobody of their own words, nobody twice."""
    publication, parent = comment.publication, comment.parent
    answered = parent.author_id if parent else None
    names = {"name": person_name(user_id=comment.author_id), "title": publication.title}
    data = {
        "publication_id": ids.encode("pub", publication.pk),
        "comment_id": ids.encode("com", comment.pk),
        "user_id": comment.author_id,
    }
    if answered and answered != comment.author_id:
        text = _("%(name)s a répondu à votre commentaire sur « %(title)s »") % names
        _tell(answered, _("Nouvelle réponse"), text, data, comment)
    if publication.author_id not in {comment.author_id, answered}:
        text = _("%(name)s a commenté « %(title)s »") % names
        _tell(publication.author_id, _("Nouveau commentaire"), text, data, comment)


def _tell(user_id: int, title: str, text: str, data: dict[str, Any], comment: Comment) -> None:
    tell(user_ids=[user_id], news=News(kinds.NEW_COMMENT, title, text, data, str(comment.pk)))
