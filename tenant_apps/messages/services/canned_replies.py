"""Texts that the staff use again and again."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from core.texts import shown_line
from tenant_apps.messages.errors import CannedReplyExists, CannedReplyNotFound
from tenant_apps.messages.models import CannedReply
from tenant_apps.messages.services.writing import cleaned


def create_canned_reply(*, title: str, content: str) -> CannedReply:
    """Keep a text under a title of its own; raises CannedReplyExists."""
    return _saved(CannedReply(title=shown_line(title, field="title"), content=cleaned(content)))


@transaction.atomic
def update_canned_reply(*, reply_id: int, title: str | None = None, content: str | None = None) -> CannedReply:
    """Change what is given; raises CannedReplyNotFound or CannedReplyExists."""
    reply = CannedReply.objects.select_for_update().filter(pk=reply_id).first()
    if reply is None:
        raise CannedReplyNotFound
    if title is not None:
        reply.title = shown_line(title, field="title")
    if content is not None:
        reply.content = cleaned(content)
    reply.updated_at = timezone.now()
    return _saved(reply)


def delete_canned_reply(*, reply_id: int) -> None:
    """Forget a text; raises CannedReplyNotFound."""
    deleted, _by_model = CannedReply.objects.filter(pk=reply_id).delete()
    if not deleted:
        raise CannedReplyNotFound


def _saved(reply: CannedReply) -> CannedReply:
    try:
        with transaction.atomic():
            reply.save()
    except IntegrityError as error:
        raise CannedReplyExists from error
    return reply
