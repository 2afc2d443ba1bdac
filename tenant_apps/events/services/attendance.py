"""Who is invited, and their answers."""

from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils import timezone

from tenant_apps.dashboard.services import Actor
from tenant_apps.events.errors import EventNotFound, NotInvited
from tenant_apps.events.models import Attendee, Event, Series
from tenant_apps.events.services.fields import check_accounts
from tenant_apps.events.services.locks import lock_event

Status = Attendee.Status
BATCH = 2_000


@transaction.atomic
def respond(*, event_id: int, user: Actor, status: str, whole_series: bool = False) -> None:
    """Answer an invitation, or those to every occurrence from this one on; raises EventNotFound, NotInvited."""
    series = None
    if whole_series:
        event = lock_event(event_id=event_id)
        series = event.series
    rows = Attendee.objects.filter(event_id=event_id, user_id=user.id)
    if not rows.update(status=status, responded_at=timezone.now()):
        raise NotInvited if Event.objects.filter(pk=event_id).exists() else EventNotFound
    if series is not None:
        later = Attendee.objects.filter(event__series=series, event__position__gte=event.position, user_id=user.id)
        later.update(status=status, responded_at=timezone.now())
        series.attendees = {**series.attendees, str(user.id): status}
        series.save(update_fields=["attendees"])


def first_answers(*, user_ids: Collection[int], actor_id: int | None) -> dict[str, str]:
    """Account id (as text) → answer at the beginning: whoever invites themselves comes."""
    return {
        str(user_id): Status.CONFIRMED.value if user_id == actor_id else Status.PENDING.value for user_id in user_ids
    }


def invite(*, event_ids: Sequence[int], answers: dict[str, str]) -> None:
    """Add attendees to events; those who are there already keep their answer."""
    rows = [
        Attendee(event_id=event_id, user_id=int(user_id), status=status)
        for event_id in event_ids
        for user_id, status in answers.items()
    ]
    Attendee.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


def change_attendees(*, event: Event, event_ids: Sequence[int], wanted: Sequence[int], actor_id: int) -> list[int]:
    """Make the attendees of `event` those wanted, and apply the same change to the others; gives who is new.

    Raises ValidationFailed.
    """
    current = attendee_ids(event=event)
    wanted = check_accounts(wanted, invited=current)
    added = [user_id for user_id in wanted if user_id not in current]
    removed = [user_id for user_id in current if user_id not in wanted]
    if removed:
        Attendee.objects.filter(event_id__in=event_ids, user_id__in=removed).delete()
    answers = first_answers(user_ids=added, actor_id=actor_id)
    if added:
        invite(event_ids=event_ids, answers=answers)
    return added


def change_series_attendees(*, series: Series, wanted: Sequence[int], actor_id: int) -> None:
    """Who is invited to the occurrences that a series will make; the caller saves it."""
    answers = first_answers(user_ids=wanted, actor_id=actor_id)
    series.attendees = {user_id: series.attendees.get(user_id, answer) for user_id, answer in answers.items()}


def attendee_ids(*, event: Event) -> list[int]:
    return list(Attendee.objects.filter(event=event).order_by("id").values_list("user_id", flat=True))
