"""Tell people what has become of events; nobody is told of what is over, nor whoever acts of what they did."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils import timezone

from core.hooks import Hooks
from tenant_apps.events import hooks
from tenant_apps.events.models import Attendee, Event

Happening = Hooks[hooks.Notice, None]


def tell(happened: Happening, *, event: Event, actor_id: int, user_ids: Collection[int]) -> None:
    """Tell the accounts of one event."""
    told = [user_id for user_id in user_ids if user_id != actor_id]
    if told and event.end_at > timezone.now():
        happened.run(hooks.Notice(event=event, user_ids=told))


def tell_guests(
    happened: Happening, *, events: QuerySet[Event], actor_id: int, only: Collection[int] | None = None
) -> None:
    """Tell each guest of these events, or `only` some, of the first that they are invited to and that is not over."""
    rows = Attendee.objects.filter(event__in=_to_come(events)).exclude(user_id=actor_id)
    rows = rows if only is None else rows.filter(user_id__in=only)
    first = rows.order_by("user_id", "event__start_at", "event_id").distinct("user_id")
    guests: dict[int, list[int]] = {}
    for event_id, user_id in first.values_list("event_id", "user_id"):
        guests.setdefault(event_id, []).append(user_id)
    for event in Event.objects.defer("search").filter(pk__in=guests).order_by("start_at", "pk"):
        happened.run(hooks.Notice(event=event, user_ids=guests[event.pk]))


def tell_public(*, events: QuerySet[Event]) -> None:
    """Tell of the first of these events that is not over that citizens see it from now on."""
    event = _to_come(events).filter(is_public=True).order_by("start_at", "pk").first()
    if event:
        hooks.made_public.run(event)


def _to_come(events: QuerySet[Event]) -> QuerySet[Event]:
    return events.filter(end_at__gt=timezone.now())
