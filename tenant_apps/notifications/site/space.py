"""What whoever is signed in has been told."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from core.pages.people import PersonalRequest, signed_in
from tenant_apps.notifications.selectors.links import links_of
from tenant_apps.notifications.selectors.listing import own_notifications
from tenant_apps.notifications.services.reading import mark_all_read, open_notification
from tenant_apps.website.services.rendering import Pager, page_number, render_space

PAGE_SIZE = 20
UNREAD = "non-lues"


@signed_in
@require_safe
def notifications(request: PersonalRequest) -> HttpResponse:
    """The latest first, all or those that are left to read."""
    number, which = page_number(request), request.GET.get("voir", "")
    if which not in {"", UNREAD}:
        raise Http404
    totals, rows = own_notifications(user_id=request.user.id, is_read=False if which == UNREAD else None)
    found = list(rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE])
    links = links_of(notifications=found)
    context = {
        "notifications": [(one, one.pk in links) for one in found],
        "totals": totals,
        "which": which,
        "pager": Pager.of(request, number=number, count=totals.count, size=PAGE_SIZE, voir=which),
    }
    return render_space(request, "notifications/space/list.html", context)


@signed_in
@require_POST
def read(request: PersonalRequest, notification_id: int) -> HttpResponse:
    """Mark one as read and go to what it is about."""
    link = open_notification(notification_id=notification_id, user_id=request.user.id)
    return HttpResponseRedirect(link or reverse("space-notifications:list"))


@signed_in
@require_POST
def read_all(request: PersonalRequest) -> HttpResponse:
    """Mark all as read."""
    mark_all_read(user_id=request.user.id)
    return HttpResponseRedirect(reverse("space-notifications:list"))
