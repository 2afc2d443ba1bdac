"""Take over another calendar: what is new is added, what came before is brought up to date, nothing is doubled."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from time import monotonic
from typing import Literal

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.api.errors import ValidationFailed
from core.tenancy.turns import take_turn
from tenant_apps.dashboard.services import Actor
from tenant_apps.events.ical.identity import ADDED, STAMP, added_ending, event_id_of
from tenant_apps.events.ical.reading import read_calendar
from tenant_apps.events.ical.values import Imported, Skipped, in_time
from tenant_apps.events.models import Event, Series
from tenant_apps.events.services import imported_events, imported_series, records, reminders
from tenant_apps.events.services.fields import Schedule
from tenant_apps.events.services.imported_series import NONE, Occurrences
from tenant_apps.events.services.series_changes import drop_series

Action = Literal["create", "update", "skip"]
# Occurrences of all series of a file together, and seconds that working them out may take: some rules never give one.
MAX_OCCURRENCES = 5_000
LONGEST_READING = 10


@dataclass(frozen=True, slots=True)
class Step:
    """What is done with one event or series of the file; `event_id` once there is one."""

    action: Action
    uid: str
    title: str
    schedule: Schedule | None = None
    found: Occurrences = NONE
    reason: str = ""
    imported: Imported | None = field(default=None, repr=False)
    event_id: int | None = None

    @property
    def occurrences(self) -> int:
        if self.action == "skip":
            return 0
        return len(self.found.starts) if self.imported and self.imported.repeats else 1


def preview_import(*, content: bytes) -> list[Step]:
    """What importing the file would do, in the order of time; raises ValidationFailed."""
    now = timezone.now()
    deadline = monotonic() + LONGEST_READING
    items = read_calendar(content, deadline=deadline)
    uids = [item.uid for item in items]
    known = {
        *Event.objects.filter(uid__in=uids).values_list("uid", flat=True),
        *Series.objects.filter(uid__in=uids).values_list("uid", flat=True),
    }
    steps = [_step(item, known, now) for item in in_time(items, deadline=deadline)]
    if sum(step.occurrences for step in steps) > MAX_OCCURRENCES:
        text = _("Ce fichier contient plus de %(count)d occurrences.") % {"count": MAX_OCCURRENCES}
        raise ValidationFailed({"file": [text]})
    return sorted(steps, key=lambda step: (step.schedule is None, step.schedule.start if step.schedule else now))


@transaction.atomic
def import_calendar(*, content: bytes, actor: Actor, is_public: bool = False) -> list[Step]:
    """Do it; `is_public` counts for new events that the file does not call private. Raises ValidationFailed."""
    take_turn("events.imports")
    now = timezone.now()
    steps = preview_import(content=content)
    series = [(step.imported, step.found) for step in steps if step.imported and step.imported.repeats]
    singles = [step.imported for step in steps if step.imported and not step.imported.repeats]
    _clear_other_kind([imported for imported, _found in series], singles)
    _clear_added([step.uid for step in steps if step.imported])
    defaults = {"is_public": is_public}
    ids = imported_series.write_series(found=series, actor=actor, defaults=defaults, now=now)
    ids |= imported_events.write_singles(items=singles, actor=actor, defaults=defaults, now=now)
    done = [replace(step, event_id=ids.get(step.uid)) for step in steps]
    counts = {action: sum(step.action == action for step in done) for action in ("create", "update")}
    records.record_imported(created=counts["create"], updated=counts["update"], actor=actor)
    return done


def _step(item: Imported | Skipped, known: set[str | None], now: datetime) -> Step:
    if isinstance(item, Skipped):
        return Step("skip", item.uid, item.title, reason=item.reason)
    if event_id_of(item.uid):
        return Step("skip", item.uid, item.title, item.schedule, reason=_("Cet événement vient de cet agenda."))
    found = imported_series.occurrences_of(item.repeats, now=now) if item.repeats else NONE
    if item.repeats and not found.starts:
        return Step("skip", item.uid, item.title, item.schedule, reason=_("Cette série est terminée."))
    action: Action = "update" if item.uid in known else "create"
    return Step(action, item.uid, item.title, item.schedule, found, imported=item)


def _clear_other_kind(series: Sequence[Imported], singles: Sequence[Imported]) -> None:
    """What was a single event and is now a series, or the other way round, is made anew."""
    _delete(Event.objects.filter(uid__in=[item.uid for item in series]))
    for gone in Series.objects.filter(uid__in=[item.uid for item in singles]):
        drop_series(series=gone)


def _clear_added(uids: Sequence[str]) -> None:
    """Dates that a file had added to one of its events, and has no longer, are deleted."""
    endings, added = {added_ending(uid) for uid in uids}, Event.objects.filter(uid__endswith=ADDED)
    known = added.exclude(uid__in=uids).values_list("pk", "uid")
    _delete(Event.objects.filter(pk__in=[number for number, uid in known if str(uid)[STAMP:] in endings]))


def _delete(events: QuerySet[Event]) -> None:
    """Events outside any series, with their due reminders."""
    numbers = list(events.values_list("pk", flat=True))
    Event.objects.filter(pk__in=numbers).delete()
    reminders.drop_events(event_ids=numbers)
