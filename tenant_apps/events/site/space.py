"""The agenda of whoever is signed in: what they are invited to, their answers, and the address of their own feed."""

from datetime import UTC, datetime

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from core.api.errors import ValidationFailed
from core.pages.people import PersonalRequest, signed_in
from tenant_apps.events.errors import EventNotFound
from tenant_apps.events.models import Attendee
from tenant_apps.events.selectors.invitations import invitation, invitations
from tenant_apps.events.selectors.visibility import Reader
from tenant_apps.events.services.attendance import respond
from tenant_apps.events.services.feeds import private_feed_url, replace_private_feed
from tenant_apps.website.services.rendering import Pager, page_number, render_space
from tenant_apps.website.services.space import address_of, what_is_done

PAGE_SIZE = 12
OVER = "passes"
ANSWERED, REPLACED = "repondu", "adresse"
ANSWERS = (
    (Attendee.Status.CONFIRMED.value, _("Je viens"), "check"),
    (Attendee.Status.TENTATIVE.value, _("Peut-être"), "circle-question-mark"),
    (Attendee.Status.DECLINED.value, _("Je ne viens pas"), "x"),
)


@signed_in
@require_safe
def agenda(request: PersonalRequest) -> HttpResponse:
    """Invitations to what is to come or, with `quand=passes`, to what is over."""
    number, when = page_number(request), request.GET.get("quand", "")
    if when not in {"", OVER}:
        raise Http404
    window = {"limit": PAGE_SIZE, "offset": (number - 1) * PAGE_SIZE}
    count, found = invitations(user_id=request.user.id, over=when == OVER, **window)
    feed_url = private_feed_url(user_id=request.user.id)
    context = {
        "invitations": found,
        "is_over": when == OVER,
        "feed_url": feed_url,
        "webcal_url": f"webcal://{feed_url.partition('://')[2]}",
        "answers": ANSWERS,
        "done": what_is_done(request),
        "pager": Pager.of(request, number=number, count=count, size=PAGE_SIZE, quand=when),
    }
    return render_space(request, "events/space/agenda.html", context)


@signed_in
@require_safe
def event(request: PersonalRequest, event_id: int) -> HttpResponse:
    """An event that the person may see, with the answer they gave."""
    found = invitation(event_id=event_id, reader=Reader.of(request.user))
    context = {
        "invitation": found,
        "event": found.event,
        "is_over": found.event.end_at < datetime.now(UTC),
        "answers": ANSWERS,
        "done": what_is_done(request),
    }
    return render_space(request, "events/space/event.html", context)


@signed_in
@require_POST
def answer(request: PersonalRequest, event_id: int) -> HttpResponse:
    """Answer an invitation, or those to all that follows in its series."""
    status = request.POST.get("status", "")
    if status not in {value for value, _label, _icon in ANSWERS}:
        raise ValidationFailed({"status": [_("Cette réponse n'existe pas.")]})
    if invitation(event_id=event_id, reader=Reader.of(request.user)).status is None:
        raise EventNotFound
    respond(event_id=event_id, user=request.user, status=status, whole_series=request.POST.get("serie") == "oui")
    return HttpResponseRedirect(address_of("space-events:event", event_id, done=ANSWERED))


@signed_in
@require_POST
def replace_feed(request: PersonalRequest) -> HttpResponse:
    """A new address for the feed; those given so far are worthless."""
    replace_private_feed(user_id=request.user.id)
    return HttpResponseRedirect(f"{address_of('space-events:agenda', done=REPLACED)}#calendrier")
