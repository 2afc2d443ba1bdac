"""Which events a reader sees; said twice, for querysets and for the lists' SQL, and tested to agree."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from core.api.permissions import Account, acts_for_mairie
from tenant_apps.events.models import Attendee, Event

# `e` is the event, %(reader)s the account that reads.
VISIBLE = "(e.is_public OR EXISTS (SELECT FROM events_attendee v WHERE v.event_id = e.id AND v.user_id = %(reader)s))"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: an account or nobody, and whether they read notes, answers and what is not public."""

    id: int | None = None
    sees_all: bool = False

    @classmethod
    def of(cls, user: Account | None) -> "Reader":
        return cls(user.id if user else None, acts_for_mairie(user))

    @property
    def condition(self) -> str:
        return "true" if self.sees_all else VISIBLE


def visible_events(*, user: Account | None = None) -> QuerySet[Event]:
    """What `user` (None: a visitor) may see, in no order: public events and those they are invited to."""
    events = Event.objects.defer("search")
    if acts_for_mairie(user):
        return events
    if user is None or user.id is None:
        return events.filter(is_public=True)
    return events.filter(Q(is_public=True) | is_invited(user.id))


def is_invited(user_id: int) -> Exists:
    """That the account is among the event's attendees."""
    return Exists(Attendee.objects.filter(event_id=OuterRef("pk"), user_id=user_id))
