"""What the calendar tells those it concerns."""

from django.utils import timezone
from django.utils.translation import gettext as _

from core.api import ids
from tenant_apps.events import hooks
from tenant_apps.notifications import kinds, wording
from tenant_apps.notifications.services.notify import notify


def register() -> None:
    """Follow the calendar."""
    hooks.invited.register(tell_invited)
    hooks.moved.register(tell_moved)
    hooks.cancelled.register(tell_cancelled)
    hooks.reminded.register(remind)


def tell_invited(notice: hooks.Notice) -> None:
    """Who is invited again after having been uninvited is told again."""
    text = _("%(title)s, %(when)s")
    _tell(notice, kinds.EVENT_INVITATION, _("Invitation"), text, key=notice.event.updated_at.isoformat())


def tell_moved(notice: hooks.Notice) -> None:
    text = _("%(title)s aura lieu %(when)s")
    _tell(notice, kinds.EVENT_MOVED, _("Événement déplacé"), text, key=notice.event.updated_at.isoformat())


def tell_cancelled(notice: hooks.Notice) -> None:
    text = _("%(title)s n'aura pas lieu %(when)s")
    _tell(notice, kinds.EVENT_CANCELLED, _("Événement annulé"), text, key="cancelled")


def remind(reminder: hooks.Reminder) -> None:
    """Once for each start and each length of time; after an outage with the time that is really left."""
    event = reminder.event
    left = wording.minutes_left(start=event.start_at, now=timezone.now(), at_most=reminder.minutes)
    ahead = _("%(title)s dans %(time)s") % {"title": event.title, "time": wording.duration(left)}
    begun = _("%(title)s commence") % {"title": event.title}
    notify(
        user_ids=reminder.user_ids,
        type=kinds.EVENT_REMINDER,
        title=_("Rappel événement"),
        message=ahead if left else begun,
        data={"event_id": ids.encode("evt", event.pk)},
        key=f"{event.pk}:{event.start_at.isoformat()}:{reminder.minutes}",
    )


def _tell(notice: hooks.Notice, type: str, title: str, text: str, *, key: str) -> None:
    event = notice.event
    when = wording.moment(event.start_at, all_day=event.all_day)
    notify(
        user_ids=notice.user_ids,
        type=type,
        title=title,
        message=text % {"title": event.title, "when": when},
        data={"event_id": ids.encode("evt", event.pk)},
        key=f"{event.pk}:{key}",
    )
