"""Conversations of whoever is signed in: a citizen's own, or for the staff all of the mairie's, on the same pages."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.api import ids
from core.api.errors import DomainError, ValidationFailed
from core.api.permissions import Account, acts_for_mairie, require_verified
from core.pages.people import PersonalRequest, signed_in
from core.texts import clean_line
from tenant_apps.messages.errors import NewerMessage
from tenant_apps.messages.selectors.categories import category_choices
from tenant_apps.messages.selectors.listing import ConversationFilters, list_conversations
from tenant_apps.messages.services.conversations import start_by_citizen, update_conversation
from tenant_apps.messages.site.forms import MAX_BYTES, NewConversationForm
from tenant_apps.messages.site.space_thread import NEWER, SENT, address
from tenant_apps.website.services.rendering import Pager, page_number, render_space

PAGE_SIZE = 20
LONGEST_SEARCH = 200
STATUSES = {"non-lues": "unread", "lues": "read", "archivees": "archived"}
OPEN = "open"
# How the lists may be narrowed: parameter, value, label; the staff's choices apart.
CHOICES = (
    ("statut", "", _("En cours")),
    ("statut", "non-lues", _("Non lues")),
    ("statut", "archivees", _("Archivées")),
)
STAFF_CHOICES = (("suivi", "moi", _("Suivies par moi")), ("suivi", "personne", _("Suivies par personne")))


@dataclass(frozen=True, slots=True)
class Choice:
    """A way to narrow the list."""

    label: str
    url: str
    is_current: bool


@signed_in
@require_safe
def conversations(request: PersonalRequest) -> HttpResponse:
    """The latest first, narrowed to a status, to who follows them up and to words.

    What was put away is out of the way, but words are looked for in it too.
    """
    number, kept, is_staff = page_number(request), _narrowed(request), acts_for_mairie(request.user)
    count, unread, found = list_conversations(
        reader=request.user,
        filters=_filters(request.user, kept),
        limit=PAGE_SIZE,
        offset=(number - 1) * PAGE_SIZE,
    )
    context = {
        "conversations": [_shown(one) for one in found],
        "unread": unread,
        "kept": kept,
        "choices": _choices(kept, is_staff=is_staff),
        "is_staff": is_staff,
        "pager": Pager.of(request, number=number, count=count, size=PAGE_SIZE, **kept),
    }
    return render_space(request, "messages/space/list.html", context)


@signed_in(max_bytes=MAX_BYTES)
@require_http_methods(["GET", "HEAD", "POST"])
def new_conversation(request: PersonalRequest) -> HttpResponse:
    """Write to the mairie."""
    form = NewConversationForm(request.POST, request.FILES) if request.method == "POST" else NewConversationForm()
    if request.method == "POST":
        require_verified(request.user)
        number = _started(request, form) if form.is_valid() else None
        if number:
            return HttpResponseRedirect(address("detail", number, SENT))
    return render_space(request, "messages/space/new.html", {"form": form}, status=form.status)


@signed_in
@require_POST
def change_status(request: PersonalRequest, conversation_id: int) -> HttpResponse:
    """Put away, take back, or leave for later, unless more has come in than the page with the button showed."""
    wanted = request.POST.get("status", "")
    if wanted not in STATUSES.values():
        raise ValidationFailed({"status": [_("Cet état n'existe pas.")]})
    seen = ids.parse("msg", request.POST.get("last", ""))
    try:
        update_conversation(
            conversation_id=conversation_id, actor=request.user, changes={"status": wanted}, last_message_id=seen
        )
    except NewerMessage:
        return HttpResponseRedirect(address("detail", conversation_id, NEWER))
    return HttpResponseRedirect(address("detail", conversation_id) if wanted == "read" else address("list"))


def _narrowed(request: PersonalRequest) -> dict[str, str]:
    """The parameters of the query that narrow the list; a value that none has is 404."""
    kept = {name: request.GET.get(name, "") for name in ("statut", "suivi")}
    if kept["statut"] not in {"", *STATUSES} or kept["suivi"] not in {"", "moi", "personne"}:
        raise Http404
    return {**kept, "q": clean_line(request.GET.get("q", ""))[:LONGEST_SEARCH]}


def _filters(user: Account, kept: dict[str, str]) -> ConversationFilters:
    return ConversationFilters(
        status=STATUSES.get(kept["statut"], None if kept["q"] else OPEN),
        assignee={"moi": user.id, "personne": 0}.get(kept["suivi"]),
        search=kept["q"] or None,
    )


def _choices(kept: dict[str, str], *, is_staff: bool) -> list[Choice]:
    """Links that each change one thing of what is kept; a staff's choice that is current is taken back.

    Words that are looked for everywhere are looked for in no choice.
    """
    found = []
    everywhere = bool(kept["q"]) and not kept["statut"]
    for name, value, label in (*CHOICES, *STAFF_CHOICES) if is_staff else CHOICES:
        is_current = kept[name] == value and not (everywhere and name == "statut")
        wanted = {**kept, name: "" if is_current and name == "suivi" else value}
        query = urlencode({name: value for name, value in wanted.items() if value})
        found.append(Choice(str(label), f"{address('list')}?{query}" if query else address("list"), is_current))
    return found


def _shown(conversation: dict[str, Any]) -> dict[str, Any]:
    """With what a list adds: where it is read, and its category in words."""
    return {
        **conversation,
        "url": address("detail", ids.parse("conv", conversation["id"])),
        "category_label": dict(category_choices())[conversation["category"]],
    }


def _started(request: PersonalRequest, form: NewConversationForm) -> int | None:
    """The new conversation's number, None when the form has been refused."""
    fields = dict(form.cleaned_data)
    try:
        return start_by_citizen(citizen=request.user, files=fields.pop("attachments"), **fields).pk
    except DomainError as error:
        form.refuse(error)
        return None
