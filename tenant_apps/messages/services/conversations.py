"""Begin, change and delete a conversation."""

from collections.abc import Sequence
from typing import Any, TypedDict
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.api import ids
from core.api.errors import ValidationFailed
from core.api.permissions import Account, acts_for_mairie
from core.email_addresses import valid_email
from core.mail.strangers import may_mail
from core.tenancy.turns import take_turn
from core.texts import shown_line
from shared_apps.jobs.services import enqueue
from tenant_apps.dashboard.services import figures_changed, record_activity, redact_activities
from tenant_apps.media.services import Prepared
from tenant_apps.messages import hooks
from tenant_apps.messages.errors import StaffOnlyChange
from tenant_apps.messages.models import Conversation
from tenant_apps.messages.selectors.figures import moments_of_messages
from tenant_apps.messages.selectors.people import active_account
from tenant_apps.messages.services.attachments import discard, prepare
from tenant_apps.messages.services.latest import require_latest
from tenant_apps.messages.services.locks import lock_conversation
from tenant_apps.messages.services.submissions import already_written, just_sent
from tenant_apps.messages.services.writing import add_message, cleaned, mark_read

WELCOME_VISITOR = "messages.welcome_visitor"
DEFAULT_CATEGORY = Conversation.Category.AUTRE.value


class Changes(TypedDict, total=False):
    """What may be changed of a conversation; priority, category and `assignee_id` by the mairie alone."""

    status: str
    priority: str
    category: str
    assignee_id: int | None


def start_by_citizen(
    *,
    citizen: Account,
    subject: str,
    content: str,
    category: str = DEFAULT_CATEGORY,
    files: Sequence[UploadedFile] = (),
    submission: UUID | None = None,
) -> Conversation:
    """A citizen writes to the mairie; the same `submission` again gives the conversation that it began.

    Raises ValidationFailed, FileTooLarge or QuotaExceeded.
    """
    prepared = prepare(files)
    fields = {"citizen_id": citizen.id, "category": category}
    with transaction.atomic():
        if written := already_written(submission=submission, sender=citizen):
            return written.conversation
        return _start(
            subject, content, prepared, sender=citizen, sender_type="citizen", fields=fields, submission=submission
        )


def start_by_staff(
    *,
    actor: Account,
    citizen_id: int,
    subject: str,
    content: str,
    category: str = DEFAULT_CATEGORY,
    files: Sequence[UploadedFile] = (),
) -> Conversation:
    """The mairie writes to a citizen's account; raises ValidationFailed where there is no such account."""
    citizen = active_account(account_id=citizen_id)
    if citizen is None:
        raise ValidationFailed({"citizen_id": [_("Ce compte n'existe pas.")]})
    prepared = prepare(files)
    fields = {"citizen_id": citizen.id, "category": category, "assignee_id": actor.id}
    return _start(subject, content, prepared, sender=actor, sender_type=actor.effective_role, fields=fields)


def start_from_visitor(
    *,
    name: str,
    email: str,
    subject: str,
    content: str,
    category: str = DEFAULT_CATEGORY,
    attachments: Sequence[UploadedFile] = (),
) -> Conversation:
    """Somebody without an account writes through the site; a mail tells them that it arrived, with a link to it.

    It is the address of whoever they say they are: one that gets many messages' mails gets no more for a while. The
    same again within moments gives the conversation that it began.
    """
    if category not in Conversation.Category.values:
        raise ValidationFailed({"category": [_("Cette catégorie n'existe pas.")]})
    prepared = prepare(attachments)
    text, subject, address = cleaned(content), _line("subject", subject, 200), _address(email)
    fields = {"visitor_name": _line("name", name, 120), "visitor_email": address, "category": category}
    begun = {"conversation__visitor_email": address, "conversation__subject": subject}
    with transaction.atomic():
        take_turn(f"visitor:{address}")
        if written := just_sent(content=text, files=len(prepared), **begun):
            return written.conversation
        conversation = _start(subject, text, prepared, sender=None, sender_type="citizen", fields=fields)
        if may_mail(purpose="contact", address=conversation.visitor_email):
            key = ids.encode("conv", conversation.pk)
            enqueue(WELCOME_VISITOR, key=key, payload={"conversation_id": conversation.pk})
    return conversation


@transaction.atomic
def update_conversation(
    *, conversation_id: int, actor: Account, changes: Changes, last_message_id: int | None = None
) -> Conversation:
    """Mark a conversation read or unread, put it away or take it back, sort it.

    With `last_message_id`, the last message that the actor has seen, nothing is changed when there is a newer one.
    Raises ConversationNotFound, NewerMessage, StaffOnlyChange, ValidationFailed.
    """
    conversation = lock_conversation(conversation_id=conversation_id, user=actor)
    require_latest(conversation=conversation, last_message_id=last_message_id)
    by_mairie = acts_for_mairie(actor)
    if not by_mairie and changes.keys() - {"status"}:
        raise StaffOnlyChange
    if "status" in changes:
        _set_status(conversation, changes["status"], by_mairie=by_mairie)
        if changes["status"] != "unread":
            hooks.read.run(hooks.Reading(conversation.pk, actor.id))
    if changes.get("assignee_id") is not None:
        _require_staff(changes["assignee_id"])
    before = conversation.assignee_id
    for field in ("priority", "category", "assignee_id"):
        if field in changes:
            setattr(conversation, field, changes[field])
    conversation.save()
    if conversation.assignee_id not in {None, before, actor.id}:
        hooks.assigned.run(conversation)
    return conversation


@transaction.atomic
def delete_conversation(*, conversation_id: int, actor: Account) -> None:
    """Delete a conversation with its messages and files; raises ConversationNotFound."""
    conversation = lock_conversation(conversation_id=conversation_id)
    record_activity(
        type="conversation_deleted",
        title=_("Conversation supprimée"),
        actor=actor,
        target=ids.encode("conv", conversation.pk),
    )
    remove(conversations=[conversation.pk])


def remove(*, conversations: Sequence[int]) -> None:
    """Delete conversations with all that belongs to them, in the caller's transaction; activities lose the subjects."""
    discard(conversations)
    redact_activities(targets=[ids.encode("conv", number) for number in conversations])
    figures_changed(moments_of_messages(conversations=list(conversations)))
    hooks.forgotten.run(conversations)
    Conversation.objects.filter(pk__in=conversations).delete()


@transaction.atomic
def _start(
    subject: str,
    content: str,
    prepared: Sequence[Prepared],
    *,
    sender: Account | None,
    sender_type: str,
    fields: dict[str, Any],
    submission: UUID | None = None,
) -> Conversation:
    cleaned(content)
    conversation = Conversation.objects.create(subject=_line("subject", subject, 200), **fields)
    add_message(
        conversation=conversation,
        sender=sender,
        sender_type=sender_type,
        content=content,
        files=prepared,
        submission=submission,
    )
    return conversation


def _set_status(conversation: Conversation, status: str, *, by_mairie: bool) -> None:
    """`archived` puts away; the other two take back and say whether something is left to read."""
    if by_mairie:
        conversation.is_archived = status == "archived"
    else:
        conversation.is_archived_by_citizen = status == "archived"
    if status == "unread":
        unread = "staff_unread" if by_mairie else "citizen_unread"
        setattr(conversation, unread, max(1, getattr(conversation, unread)))
    else:
        mark_read(conversation=conversation, by_mairie=by_mairie, now=timezone.now())


def _require_staff(account_id: int | None) -> None:
    account = active_account(account_id=account_id or 0)
    if account is None or not acts_for_mairie(account):
        raise ValidationFailed({"assignee_id": [_("Cette personne ne peut pas suivre de conversation.")]})


def _line(field: str, text: str, longest: int) -> str:
    line = shown_line(text, field=field)
    if len(line) > longest:
        raise ValidationFailed({field: [_("Ce texte dépasse %(longest)d caractères.") % {"longest": longest}]})
    return line


def _address(email: str) -> str:
    try:
        return valid_email(email)
    except ValidationError as error:
        raise ValidationFailed({"email": error.messages}) from error
