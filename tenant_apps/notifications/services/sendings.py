"""Mailings to subscribers: a pressing communiqué at once, everything else that is public in the morning's digest."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.api import ids
from shared_apps.jobs.services import Item, enqueue, enqueue_many
from tenant_apps.dashboard.services import record_activity
from tenant_apps.events import hooks as event_hooks
from tenant_apps.events.hooks import Event
from tenant_apps.notifications.models import Sending
from tenant_apps.notifications.mornings import next_morning
from tenant_apps.notifications.selectors.subscribers import EVENT, confirmed, subscribers, wants
from tenant_apps.notifications.services.publication_news import is_pressing
from tenant_apps.publications import hooks as publication_hooks
from tenant_apps.publications.hooks import Publication

ALERT_JOB = "notifications.send_alert"
DIGEST_JOB = "notifications.send_digest"
MAIL_JOB = "notifications.subscriber_mail"
Mode = Sending.Mode


def register() -> None:
    """Follow what becomes public."""
    publication_hooks.published.register(announce_publication)
    event_hooks.made_public.register(announce_event)


def announce_publication(publication: Publication) -> None:
    mode = Mode.IMMEDIATE if is_pressing(publication) else Mode.DIGEST
    target = ids.encode("pub", publication.pk)
    _announce(mode, publication.type, target, publication.title, category=publication.category_id)


def announce_event(event: Event) -> None:
    _announce(Mode.DIGEST, EVENT, ids.encode("evt", event.pk), event.title)


@transaction.atomic
def plan_alert(*, sending_id: int) -> None:
    """Plan the mails of an alert, once."""
    sending = _unplanned().filter(pk=sending_id).first()
    if sending is None:
        return
    found = list(subscribers(subject=sending.subject, category=sending.category).values_list("pk", flat=True))
    _close([sending], {sending.pk: len(found)})
    _record(sending)
    _plan_mails({subscription_id: [sending.pk] for subscription_id in found})


@transaction.atomic
def plan_digest() -> None:
    """Plan a mail to each subscriber whom something of what is waiting concerns; the others get none."""
    waiting = list(_unplanned().filter(mode=Mode.DIGEST).order_by("pk"))
    mails: dict[int, list[int]] = {}
    for subscription in confirmed().iterator(chunk_size=2_000):
        wanted = [sending.pk for sending in waiting if wants(subscription, sending)]
        if wanted:
            mails[subscription.pk] = wanted
    counts = {sending.pk: sum(sending.pk in wanted for wanted in mails.values()) for sending in waiting}
    _close(waiting, counts)
    _plan_mails(mails)


def _announce(mode: Mode, subject: str, target: str, title: str, *, category: int | None = None) -> None:
    """Remember what subscribers are to be told, unless they have been, and plan it."""
    now = timezone.now()
    sending = Sending(
        mode=mode, subject=subject, target=target, category=category, title=Truncator(title).chars(200), created_at=now
    )
    Sending.objects.bulk_create([sending], ignore_conflicts=True)
    number = Sending.objects.filter(target=target, planned_at__isnull=True).values_list("pk", flat=True).first()
    if number is None:
        return
    if mode == Mode.IMMEDIATE:
        enqueue(ALERT_JOB, key=str(number), payload={"sending_id": number})
    else:
        moment = next_morning(now=now)
        enqueue(DIGEST_JOB, key=f"{moment:%Y-%m-%d}", payload={}, due_at=moment)


def _unplanned() -> QuerySet[Sending]:
    return Sending.objects.select_for_update(no_key=True).filter(planned_at__isnull=True)


def _close(sendings: Sequence[Sending], counts: dict[int, int]) -> None:
    """Remember how many people each reaches; none of it is planned again."""
    now = timezone.now()
    for sending in sendings:
        sending.recipients, sending.planned_at = counts[sending.pk], now
    Sending.objects.bulk_update(sendings, ["recipients", "planned_at"])


def _plan_mails(mails: dict[int, list[int]]) -> None:
    """Subscription → sendings, a thousand a statement."""
    enqueue_many(
        MAIL_JOB,
        [
            Item(f"{subscription_id}:{numbers[0]}", {"subscription_id": subscription_id, "sending_ids": numbers})
            for subscription_id, numbers in mails.items()
        ],
    )


def _record(sending: Sending) -> None:
    reached = ngettext("%(count)s destinataire", "%(count)s destinataires", sending.recipients)
    count = number_format(sending.recipients, use_l10n=True, force_grouping=True)
    record_activity(
        type="alert_sent",
        title=_("Alerte envoyée aux abonnés"),
        description=f"{sending.title} - {reached % {'count': count}}",
        target=sending.target,
    )
