"""The public calendar: month, list and single events."""

from datetime import UTC, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.pages.cache import cached_page, shows
from core.tenancy import require
from core.tenancy.clock import today
from tenant_apps.events.ical.writing import write_calendar
from tenant_apps.events.selectors.public import PublicEvent, categories, public_event, public_feed_entry, upcoming
from tenant_apps.events.services.feeds import public_feed_url
from tenant_apps.events.site.months import month, month_from
from tenant_apps.website.selectors.site import current_site
from tenant_apps.website.services.rendering import Crumb, Pager, is_closed, page_number, render_page

PAGE_SIZE = 12


@require_safe
@cached_page(parameters=("mois",))
def calendar(request: HttpRequest) -> HttpResponse:
    """A month as a calendar on the wall."""
    day = today()
    first = month_from(request.GET.get("mois", ""), today=day)
    if first is None:
        raise Http404
    context = {
        "month": month(first, today=day),
        "feed_url": _webcal(),
        "noindex": first < day.replace(day=1),
        "crumbs": [Crumb(_("Accueil"), "/"), Crumb(_("Agenda"), "")],
    }
    return render_page(request, "events/calendar.html", context)


@require_safe
@cached_page(parameters=("categorie", "page"))
def listing(request: HttpRequest) -> HttpResponse:
    """What is still to come, of all categories or of one."""
    number, category = page_number(request), request.GET.get("categorie", "")
    if category and category not in categories():
        raise Http404
    count, events = upcoming(category=category, limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE)
    context = {
        "events": events,
        "count": count,
        "categories": categories(),
        "category": category,
        "feed_url": _webcal(),
        "pager": Pager.of(request, number=number, count=count, size=PAGE_SIZE, categorie=category),
        "crumbs": [Crumb(_("Accueil"), "/"), Crumb(_("Agenda"), "/agenda/"), Crumb(_("À venir"), "")],
    }
    return render_page(request, "events/list.html", context)


@require_safe
@cached_page
def detail(request: HttpRequest, event_id: int, slug: str) -> HttpResponse:
    """One public event; an address with an outdated title leads to the right one."""
    event = public_event(event_id=event_id)
    if event is None:
        raise Http404
    if slug != event.slug and not is_closed(request, current_site()):
        return HttpResponsePermanentRedirect(event.url)
    shows(request, f"event:{event.id}")
    context = {
        "event": event,
        "is_over": event.end_at < datetime.now(UTC),
        "crumbs": [Crumb(_("Accueil"), "/"), Crumb(_("Agenda"), "/agenda/"), Crumb(event.title, "")],
        "structured": _structured(event),
    }
    return render_page(request, "events/detail.html", context)


@require_safe
@cached_page
def calendar_file(request: HttpRequest, event_id: int) -> HttpResponse:
    """The event for the visitor's own calendar."""
    entry = public_feed_entry(event_id=event_id) if current_site().is_published else None
    if entry is None:
        raise Http404
    content = write_calendar(name=entry.title, entries=[entry])
    headers = {"Content-Disposition": f'attachment; filename="evenement-{event_id}.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


def _webcal() -> str:
    """The address by which calendar programs subscribe."""
    return f"webcal://{public_feed_url().partition('://')[2]}"


def _structured(event: PublicEvent) -> dict[str, Any]:
    place = {"@type": "Place", "name": event.location_name, "address": event.location_address}
    data = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.title,
        "description": event.description,
        "url": require().url(event.url),
        "startDate": event.first_day if event.all_day else event.start_at,
        "endDate": event.last_day if event.all_day else event.end_at,
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "eventStatus": "https://schema.org/EventScheduled",
        "location": place if event.location_name or event.location_address else None,
        "organizer": {"@type": "GovernmentOffice", "name": require().name, "url": require().url()},
    }
    return {name: value for name, value in data.items() if value}
