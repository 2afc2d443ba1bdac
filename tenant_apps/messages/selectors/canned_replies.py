"""Texts that the staff use again and again, as a form offers them."""

from tenant_apps.messages.models import CannedReply


def canned_reply_choices() -> list[tuple[int, str]]:
    """Number and title, by title."""
    return list(CannedReply.objects.order_by("title").values_list("pk", "title"))


def canned_text(*, reply_id: int) -> str:
    """The text, nothing where there is none any more."""
    return CannedReply.objects.filter(pk=reply_id).values_list("content", flat=True).first() or ""
