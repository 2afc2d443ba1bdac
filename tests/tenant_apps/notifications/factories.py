"""Rows, jobs and mails of notifications, made in the mairie one is in."""

from itertools import count
from typing import Any

from django.core import mail
from django.core.mail import EmailMessage
from django.db.models.functions import Now
from django.utils import timezone

from core.api import ids
from core.tenancy import public_context
from shared_apps.jobs.models import Job
from shared_apps.jobs.services.execution import run_due
from tenant_apps.notifications.models import Notification, Sending, Subscription
from tests.factories import make_user

BASE = "/api/v1/notifications/"
_numbers = count(1)


def make_notification(user: Any, **fields: Any) -> Notification:
    """An unread one, unless told otherwise."""
    number = next(_numbers)
    defaults = {
        "user": user,
        "type": "new_message",
        "key": f"msg:{number}",
        "title": "Nouveau message",
        "message": f"Marie Martin vous a envoyé le message {number}",
        "data": {"conversation_id": "conv_001"},
    }
    return Notification.objects.create(**{**defaults, **fields})


def make_reader(frequency: str = "daily", **fields: Any) -> Any:
    """An account with choices of its own: `make_reader("weekly", email_new_comment=False)`."""
    choices = {name: fields.pop(name) for name in list(fields) if name.startswith("email_")}
    return make_user(preferences={"notifications": {"digest_frequency": frequency, **choices}}, **fields)


def make_subscription(**fields: Any) -> Subscription:
    """A confirmed one to communiqués, unless told otherwise."""
    defaults = {"email": f"abonne{next(_numbers)}@exemple.fr", "communiques": True, "confirmed_at": timezone.now()}
    return Subscription.objects.create(**{**defaults, **fields})


def make_sending(**fields: Any) -> Sending:
    number = next(_numbers)
    defaults = {"mode": "digest", "subject": "communique", "target": f"pub_{9000 + number}", "title": f"Avis {number}"}
    return Sending.objects.create(**{**defaults, **fields})


def path(notification: Notification | str) -> str:
    name = notification if isinstance(notification, str) else notif(notification)
    return f"{BASE}{name}/read/"


def notif(notification: Notification) -> str:
    return ids.encode("notif", notification.pk)


def told(user: Any) -> list[tuple[str, str]]:
    """Title and message of what an account was told, in that order of time."""
    return list(Notification.objects.filter(user=user).order_by("pk").values_list("title", "message"))


def waiting_jobs(kind: str) -> dict[str, Any]:
    """Key → due date of the work that waits, whatever mairie it is for."""
    with public_context():
        return dict(Job.objects.filter(kind=f"notifications.{kind}").values_list("key", "due_at"))


def job(kind: str) -> Job:
    """The one row of work of the kind."""
    with public_context():
        return Job.objects.get(kind=f"notifications.{kind}")


def comes(kind: str, *, key: str = "") -> None:
    """The moment of what waits, and whose key begins so, has come."""
    with public_context():
        waiting = Job.objects.filter(kind=f"notifications.{kind}", key__startswith=key)
        waiting.update(available_at=Now(), due_at=Now())


def deliver() -> list[EmailMessage]:
    """Do what is due; gives the mails that this sent."""
    before = len(mail.outbox)
    run_due()
    return mail.outbox[before:]


def recipients(mails: list[EmailMessage]) -> list[str]:
    return sorted(address for message in mails for address in message.to)
