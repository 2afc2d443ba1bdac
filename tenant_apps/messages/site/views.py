"""The page of a conversation for somebody without an account, reached by the signed link of a mail."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods

from core.api.errors import DomainError
from core.pages.forms import public_form
from tenant_apps.messages.errors import LinkExpired
from tenant_apps.messages.models import Conversation
from tenant_apps.messages.selectors.detail import messages_of
from tenant_apps.messages.services.replies import reply_as_visitor
from tenant_apps.messages.services.visitors import conversation_of
from tenant_apps.messages.site.forms import ReplyForm
from tenant_apps.website.services.rendering import render_page

MAX_BYTES = 30 * 1024 * 1024
SENT = "envoye"


@require_http_methods(["GET", "HEAD", "POST"])
@public_form(rate="20/h", max_bytes=MAX_BYTES)
def conversation(request: HttpRequest, token: str) -> HttpResponse:
    """Read the exchange, and answer it."""
    try:
        found = conversation_of(token=token)
    except LinkExpired:
        return _private(render_page(request, "messages/expired.html", {}, status=404, while_closed=True))
    form, refusals = ReplyForm(request.POST or None), list[str]()
    if request.method == "POST" and form.is_valid():
        refusals = [] if request.is_robot else _refusals(request, found, form)  # type: ignore[attr-defined]
        if not refusals:
            return _private(HttpResponseRedirect(f"{request.path}?{SENT}=1#messages"))
    status = 422 if refusals or form.errors else 200
    context = _context(request, found, form, refusals)
    return _private(render_page(request, "messages/conversation.html", context, status=status, while_closed=True))


def _refusals(request: HttpRequest, found: Conversation, form: ReplyForm) -> list[str]:
    """Why the message was not taken, nothing when it was."""
    files = request.FILES.getlist("attachments")
    try:
        reply_as_visitor(conversation_id=found.pk, content=form.cleaned_data["content"], files=files)
    except DomainError as error:
        reasons = [text for texts in error.details.values() if isinstance(texts, list) for text in texts]
        return [str(reason) for reason in reasons] or [str(error.message)]
    return []


def _context(request: HttpRequest, found: Conversation, form: ReplyForm, refusals: list[str]) -> dict[str, Any]:
    return {
        "conversation": found,
        "thread": messages_of(conversation_id=found.pk, with_notes=False),
        "form": form,
        "refusals": refusals,
        "sent": request.GET.get(SENT) == "1",
    }


def _private(response: HttpResponse) -> HttpResponse:
    """A page for one person: no cache keeps it, no search engine lists it, and its address stays on this host."""
    patch_cache_control(response, private=True, no_store=True)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response
