"""Take over another calendar: what is new is added, what came before is brought up to date, nothing is doubled."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from time import monotonic
from typing import Literal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.api.errors import ValidationFailed
from core.tenancy.turns import take_turn
from tenant_apps.dashboard.services import Actor
from tenant_apps.events.ical.identity import event_id_of
from tenant_apps.events.ical.reading import read_calendar
from tenant_apps.events.ical.values import Imported, Skipped
from tenant_apps.events.models import Event, Series
from tenant_apps.events.services import imported_series, records, reminders
from tenant_apps.events.services.fields import Schedule
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
    starts: Sequence[tuple[int, datetime]] = ()
    reason: str = ""
    imported: Imported | None = field(default=None, repr=False)
    event_id: int | None = None

    @property
    def occurrences(self) -> int:
        if self.action == "skip":
            return 0
        return len(self.starts) if self.imported and self.imported.repeats else 1


def preview_import(*, content: bytes) -> list[Step]:
    """What importing the file would do, in the order of time; raises ValidationFailed."""
    now = timezone.now()
    items = read_calendar(content)
    uids = [item.uid for item in items]
    known = {
        *Event.objects.filter(uid__in=uids).values_list("uid", flat=True),
        *Series.objects.filter(uid__in=uids).values_list("uid", flat=True),
    }
    deadline = monotonic() + LONGEST_READING
    steps = [_step(item, known, now) for item in items if _in_time(deadline)]
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
    series = [step for step in steps if step.imported and step.imported.repeats]
    singles = [step for step in steps if step.imported and not step.imported.repeats]
    _clear_other_kind(series, singles)
    defaults = {"is_public": is_public}
    ids = {step.uid: _import_series(step, actor, defaults, now) for step in series}
    ids |= _import_singles(singles, actor, defaults, now)
    done = [replace(step, event_id=ids.get(step.uid)) for step in steps]
    counts = {action: sum(step.action == action for step in done) for action in ("create", "update")}
    records.record_imported(created=counts["create"], updated=counts["update"], actor=actor)
    return done


def _in_time(deadline: float) -> bool:
    if monotonic() > deadline:
        raise ValidationFailed({"file": [_("Les règles de répétition de ce fichier sont trop complexes.")]})
    return True


def _step(item: Imported | Skipped, known: set[str | None], now: datetime) -> Step:
    if isinstance(item, Skipped):
        return Step("skip", item.uid, item.title, reason=item.reason)
    if event_id_of(item.uid):
        return Step("skip", item.uid, item.title, item.schedule, reason=_("Cet événement vient de cet agenda."))
    starts = imported_series.starts_of(item.repeats, now=now) if item.repeats else []
    if item.repeats and not starts:
        return Step("skip", item.uid, item.title, item.schedule, reason=_("Cette série est terminée."))
    action: Action = "update" if item.uid in known else "create"
    return Step(action, item.uid, item.title, item.schedule, starts, imported=item)


def _clear_other_kind(series: Sequence[Step], singles: Sequence[Step]) -> None:
    """What was a single event and is now a series, or the other way round, is made anew."""
    Event.objects.filter(uid__in=[step.uid for step in series]).delete()
    for gone in Series.objects.filter(uid__in=[step.uid for step in singles]):
        drop_series(series=gone)


def _import_series(step: Step, actor: Actor, defaults: dict[str, bool], now: datetime) -> int | None:
    if step.imported is None:
        return None
    return imported_series.write_series(
        imported=step.imported, starts=step.starts, actor=actor, defaults=defaults, now=now
    )


def _import_singles(steps: Sequence[Step], actor: Actor, defaults: dict[str, bool], now: datetime) -> dict[str, int]:
    """Uid → event; new ones are written together."""
    rows = Event.objects.defer("search").filter(uid__in=[step.uid for step in steps])
    known = {event.uid: event for event in rows.order_by("id").select_for_update(no_key=True)}
    new = []
    for item in (step.imported for step in steps if step.imported):
        event = known.get(item.uid)
        if event is None:
            event = Event(uid=item.uid, created_by_id=actor.id, created_at=now, **defaults)
            new.append(event)
        if _fill_in(event, item, now) and event.pk:
            event.save()
            reminders.plan_event(event=event)
    Event.objects.bulk_create(new, batch_size=500)
    reminders.plan_events(events=new)
    return {event.uid: event.pk for event in [*known.values(), *new] if event.uid}


def _fill_in(event: Event, item: Imported, now: datetime) -> bool:
    """Let the event say what the file says; gives whether anything is new."""
    moved = event.pk is None or Schedule.of(event) != item.schedule
    changed = {name: value for name, value in item.values.items() if getattr(event, name) != value}
    if not (moved or changed):
        return False
    for name, value in changed.items():
        setattr(event, name, value)
    item.schedule.apply(event)
    event.updated_at = now
    reminders.set_reminder(event, now=now, moved=moved)
    return True
