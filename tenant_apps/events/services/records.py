"""What the mairie's activities say of its calendar."""

from django.utils.translation import gettext as _

from core.api import ids
from core.french import dated
from core.pages import content_changed
from tenant_apps.dashboard.services import Actor, events_changed, record_activity
from tenant_apps.events.models import Event


def record_scheduled(*, event: Event, actor: Actor) -> None:
    _record("event_scheduled", _("Événement programmé"), event, actor)


def record_updated(*, event: Event, actor: Actor) -> None:
    _record("event_updated", _("Événement modifié"), event, actor)


def record_cancelled(*, event: Event, actor: Actor) -> None:
    _record("event_cancelled", _("Événement annulé"), event, actor)


def record_imported(*, created: int, updated: int, actor: Actor) -> None:
    text = _("%(created)d événements ajoutés, %(updated)d mis à jour")
    record_activity(
        type="events_imported",
        title=_("Agenda importé"),
        description=text % {"created": created, "updated": updated},
        actor=actor,
    )
    events_changed()
    content_changed()


def _record(type: str, title: str, event: Event, actor: Actor) -> None:
    record_activity(
        type=type,
        title=title,
        description=f"{event.title} - {dated(event.first_day)}",
        actor=actor,
        target=ids.encode("evt", event.pk),
    )
    events_changed()
    content_changed()
