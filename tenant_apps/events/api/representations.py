"""What services give, as the API shows it; lists, details and calendars come as plain values from the selectors."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from core.api import ids
from tenant_apps.events.selectors.conflicts import conflict_warnings
from tenant_apps.events.selectors.listing import event_detail
from tenant_apps.events.selectors.visibility import Reader
from tenant_apps.events.services.events import Saved
from tenant_apps.events.services.imports import Step


def saved_event(saved: Saved, reader: Reader, message: str) -> dict[str, Any]:
    """The event with what it collides with."""
    return {
        **event_detail(event_id=saved.event.pk, reader=reader),
        "occurrences_count": len(saved.event_ids),
        "warnings": conflict_warnings(event_ids=saved.event_ids),
        "message": message,
    }


def import_report(steps: Sequence[Step], *, dry_run: bool) -> dict[str, Any]:
    """What an import did or would do, event by event."""
    counts = {action: sum(step.action == action for step in steps) for action in ("create", "update", "skip")}
    return {
        "dry_run": dry_run,
        "created": counts["create"],
        "updated": counts["update"],
        "skipped": counts["skip"],
        "events": [_step(step) for step in steps],
        "message": _("Aperçu de l'import : rien n'est enregistré") if dry_run else _("Agenda importé"),
    }


def _step(step: Step) -> dict[str, Any]:
    schedule = step.schedule
    return {
        "action": step.action,
        "id": ids.encode("evt", step.event_id) if step.event_id else None,
        "uid": step.uid,
        "title": step.title,
        "start_datetime": schedule.start if schedule else None,
        "end_datetime": schedule.end if schedule else None,
        "all_day": schedule.all_day if schedule else False,
        "is_recurring": bool(step.found.starts),
        "occurrences": step.occurrences,
        "reason": step.reason or None,
    }
