"""The page of a conversation for somebody without an account, reached by the signed link of a mail."""

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
from tenant_apps.messages.site.forms import MAX_BYTES, ReplyForm
from tenant_apps.website.services.rendering import render_page

SENT = "envoye"


@require_http_methods(["GET", "HEAD", "POST"])
@public_form(rate="20/h", max_bytes=MAX_BYTES)
def conversation(request: HttpRequest, token: str) -> HttpResponse:
    """Read the exchange, and answer it."""
    try:
        found = conversation_of(token=token)
    except LinkExpired:
        return _private(render_page(request, "messages/expired.html", {}, status=404, while_closed=True))
    form = ReplyForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _is_taken(request, found, form):
        return _private(HttpResponseRedirect(f"{request.path}?{SENT}=1#messages"))
    context = {
        "conversation": found,
        "thread": messages_of(conversation_id=found.pk, with_notes=False),
        "form": form,
        "sent": request.GET.get(SENT) == "1",
    }
    return _private(render_page(request, "messages/conversation.html", context, status=form.status, while_closed=True))


def _is_taken(request: HttpRequest, found: Conversation, form: ReplyForm) -> bool:
    """Whether the message was taken; a robot is let believe so."""
    if request.is_robot:  # type: ignore[attr-defined]
        return True
    fields = form.cleaned_data
    try:
        reply_as_visitor(conversation_id=found.pk, content=fields["content"], files=fields["attachments"])
    except DomainError as error:
        form.refuse(error)
    return not form.errors


def _private(response: HttpResponse) -> HttpResponse:
    """A page for one person: no cache keeps it, no search engine lists it, and its address stays on this host."""
    patch_cache_control(response, private=True, no_store=True)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response
