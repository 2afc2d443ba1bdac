"""Row locks, always in this order: the series, its events by number, then their attendees."""

from collections.abc import Sequence

from core.api.errors import ConcurrentUpdateError
from tenant_apps.events.errors import EventNotFound
from tenant_apps.events.models import Event, Series


def lock_event(*, event_id: int) -> Event:
    """The event, held with the series it belongs to (its `series`); raises EventNotFound."""
    places = Event.objects.filter(pk=event_id)
    place = places.values_list("series_id").first()
    series = lock_series(series_id=place[0]) if place and place[0] else None
    event = places.defer("search").select_for_update(no_key=True).first()
    if event is None:
        raise EventNotFound
    if event.series_id != (series.pk if series else None):
        raise ConcurrentUpdateError
    event.series = series
    return event


def lock_series(*, series_id: int) -> Series | None:
    """The series, held; its occurrences change only while it is."""
    return Series.objects.select_for_update(no_key=True).filter(pk=series_id).first()


def lock_imported_series(*, uids: Sequence[str]) -> list[Series]:
    """The series that came in under these names, held."""
    return list(Series.objects.select_for_update(no_key=True).filter(uid__in=uids).order_by("pk"))


def lock_occurrences(*, series: Series, first: int) -> list[Event]:
    """The occurrences of a held series from position `first` on."""
    rows = Event.objects.defer("search").filter(series=series, position__gte=first)
    return list(rows.order_by("position").select_for_update(no_key=True))
