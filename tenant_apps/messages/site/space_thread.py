"""One conversation of whoever is signed in: read it, answer it and, for the mairie, see to it."""

from contextlib import suppress
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_POST

from core.api import ids
from core.api.errors import DomainError, ValidationFailed
from core.api.permissions import Account, acts_for_mairie, require_verified
from core.pages.people import PersonalRequest, signed_in
from tenant_apps.messages.errors import ConversationNotFound, NewerMessage
from tenant_apps.messages.models import Message
from tenant_apps.messages.selectors.canned_replies import canned_text
from tenant_apps.messages.selectors.categories import category_choices
from tenant_apps.messages.selectors.detail import conversation_detail
from tenant_apps.messages.services.conversations import update_conversation
from tenant_apps.messages.services.replies import reply
from tenant_apps.messages.site.forms import MAX_BYTES, FollowUpForm, SpaceReplyForm, StaffReplyForm
from tenant_apps.website.services.rendering import render_space
from tenant_apps.website.services.space import address_of, what_is_done

INSERT = "inserer"
SENT, SORTED, NEWER = "envoye", "suivi", "nouveau"
LONGEST_NUMBER = 18


def address(page: str, conversation_id: str | int | None = None, done: str = "") -> str:
    """Of one of the pages of conversations, perhaps with what has just been done."""
    of_one = [] if conversation_id is None else [conversation_id]
    return address_of(f"space-messages:{page}", *of_one, done=done)


@signed_in(max_bytes=MAX_BYTES)
@require_http_methods(["GET", "HEAD", "POST"])
def conversation(request: PersonalRequest, conversation_id: int) -> HttpResponse:
    """Read the exchange, which marks it as read, and answer it."""
    form_of = _reply_form(request.user)
    found = conversation_detail(conversation_id=conversation_id, reader=request.user)
    if request.method != "POST":
        _mark_read(request, conversation_id, found)
        return _page(request, found, form_of(initial={"last": _last(found)}))
    if INSERT in request.POST and acts_for_mairie(request.user):
        return _page(request, found, _with_text(request, found))
    require_verified(request.user)
    form = form_of(request.POST, request.FILES)
    written = _written(conversation_id, request.user, form) if form.is_valid() else None
    if written:
        return HttpResponseRedirect(f"{address('detail', conversation_id, SENT)}#{ids.encode('msg', written.pk)}")
    return _page(
        request, conversation_detail(conversation_id=conversation_id, reader=request.user), form, status=form.status
    )


@signed_in
@require_POST
def follow_up(request: PersonalRequest, conversation_id: int) -> HttpResponse:
    """For the mairie: category, priority, and who sees to it."""
    if not acts_for_mairie(request.user):
        raise ConversationNotFound
    form = FollowUpForm(request.POST)
    found = conversation_detail(conversation_id=conversation_id, reader=request.user)
    if form.is_valid():
        try:
            update_conversation(conversation_id=conversation_id, actor=request.user, changes=form.changes())
            return HttpResponseRedirect(address("detail", conversation_id, SORTED))
        except ValidationFailed as error:
            form.refuse(error)
    return _page(request, found, StaffReplyForm(initial={"last": _last(found)}), sorting=form, status=422)


def _mark_read(request: PersonalRequest, number: int, found: dict[str, Any]) -> None:
    """What is shown has been read, unless a browser fetched it ahead or more has come in meanwhile."""
    if found["status"] == "unread" and "Sec-Purpose" not in request.headers:
        with suppress(NewerMessage):
            update_conversation(
                conversation_id=number,
                actor=request.user,
                changes={"status": "read"},
                last_message_id=ids.parse("msg", _last(found)),
            )


def _reply_form(user: Account) -> type[SpaceReplyForm]:
    return StaffReplyForm if acts_for_mairie(user) else SpaceReplyForm


def _last(conversation: dict[str, Any]) -> str:
    """The id of the newest message; notes do not count."""
    last: dict[str, str] | None = conversation["last_message"]
    return last["id"] if last else ""


def _with_text(request: PersonalRequest, found: dict[str, Any]) -> StaffReplyForm:
    """The form as it was, with the text that was chosen below what had been typed."""
    typed, chosen = request.POST.get("content", "").rstrip(), request.POST.get("canned", "")
    known = chosen.isascii() and chosen.isdigit() and len(chosen) <= LONGEST_NUMBER
    text = canned_text(reply_id=int(chosen)) if known else ""
    kept = {name: request.POST[name] for name in ("is_internal", "submission") if request.POST.get(name)}
    content = "\n\n".join(part for part in (typed, text) if part)
    return StaffReplyForm(initial={**kept, "content": content, "last": _last(found)})


def _written(number: int, user: Account, form: SpaceReplyForm) -> Message | None:
    """The message, None when the form has been refused."""
    fields = form.cleaned_data
    is_internal = fields.get("is_internal", False)
    try:
        return reply(
            conversation_id=number,
            sender=user,
            content=fields["content"],
            files=fields["attachments"],
            is_internal=is_internal,
            last_message_id=None if is_internal else fields["last"],
            submission=fields["submission"],
        )
    except ConversationNotFound:
        raise
    except NewerMessage as error:
        form.show_newer(error)
    except DomainError as error:
        form.refuse(error)
    return None


def _page(
    request: PersonalRequest,
    found: dict[str, Any],
    form: SpaceReplyForm,
    *,
    sorting: FollowUpForm | None = None,
    status: int = 200,
) -> HttpResponse:
    is_staff = acts_for_mairie(request.user)
    context = {
        "conversation": found,
        "number": ids.parse("conv", found["id"]),
        "form": form,
        "sorting": sorting or (FollowUpForm.of(found) if is_staff else None),
        "is_staff": is_staff,
        "category": dict(category_choices())[found["category"]],
        "done": what_is_done(request),
    }
    return render_space(request, "messages/space/detail.html", context, status=status)
