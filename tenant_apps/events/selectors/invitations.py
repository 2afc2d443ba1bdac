"""What a person is invited to, and what they have answered."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.api.permissions import Account
from tenant_apps.events.errors import EventNotFound
from tenant_apps.events.models import Attendee
from tenant_apps.events.selectors import public
from tenant_apps.events.selectors.public import PublicEvent
from tenant_apps.events.selectors.statements import fetch
from tenant_apps.events.selectors.visibility import Reader

# A year for the longest event, so that the index on start_at narrows the search.
TO_COME = "e.end_at > now() AND e.start_at > now() - interval '368 days'"
OVER = "e.end_at <= now()"
INVITED = "events_event e JOIN events_attendee a ON a.event_id = e.id AND a.user_id = %(reader)s"
PAGE = f"""
SELECT {public.COLUMNS}, a.status, count(*) OVER () FROM {INVITED}
WHERE {{when}} ORDER BY e.start_at {{direction}}, e.id {{direction}} LIMIT %(limit)s OFFSET %(offset)s
"""  # noqa: S608 - constants of this app
ONE = f"""
SELECT {public.COLUMNS}, a.status
FROM events_event e LEFT JOIN events_attendee a ON a.event_id = e.id AND a.user_id = %(reader)s
WHERE e.id = %(id)s AND {{visible}}
"""  # noqa: S608 - constants of this app
UNANSWERED = f"SELECT count(*) FROM {INVITED} WHERE a.status = '{Attendee.Status.PENDING}' AND {TO_COME}"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Invitation:
    """An event and what the person has answered, None where they are not invited."""

    event: PublicEvent
    status: str | None

    @property
    def answer(self) -> str:
        """The answer in words, nothing before there is one."""
        if self.status is None or self.status == Attendee.Status.PENDING:
            return ""
        return str(Attendee.Status(self.status).label)


def invitations(*, user_id: int, over: bool, limit: int, offset: int = 0) -> tuple[int, list[Invitation]]:
    """How many events the person is invited to that are still to end (or `over`), and one page, the nearest first."""
    statement = PAGE.format(when=OVER if over else TO_COME, direction="DESC" if over else "ASC")
    rows = fetch(statement, {"reader": user_id, "limit": limit, "offset": offset})
    return (rows[0][-1] if rows else 0), [Invitation(PublicEvent(*row[:-2]), row[-2]) for row in rows]


def invitation(*, event_id: int, reader: Reader) -> Invitation:
    """An event that the reader may see, invited or not; raises EventNotFound."""
    rows = fetch(ONE.format(visible=reader.condition), {"id": event_id, "reader": reader.id})
    if not rows:
        raise EventNotFound
    return Invitation(PublicEvent(*rows[0][:-1]), rows[0][-1])


def unanswered_invitations(user: Account) -> int:
    """Invitations to what is still to end that the person has not answered."""
    [(count,)] = fetch(UNANSWERED, {"reader": user.id})
    return int(count)


def invited_to(*, event_ids: Sequence[int], user_id: int) -> list[int]:
    """Those of the events that the person is invited to."""
    rows = Attendee.objects.filter(event_id__in=event_ids, user_id=user_id)
    return list(rows.values_list("event_id", flat=True))
