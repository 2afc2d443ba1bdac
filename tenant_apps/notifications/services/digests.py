"""Digests of people with an account: a job for each morning of a mairie on which somebody may have one."""

from collections.abc import Collection, Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from shared_apps.jobs.services import Item, enqueue, enqueue_many
from tenant_apps.notifications.kinds import Choices, Mailing, is_wanted
from tenant_apps.notifications.models import Notification
from tenant_apps.notifications.mornings import next_morning
from tenant_apps.notifications.services.mailing import DIGEST_JOB, FEW
from tenant_apps.preferences.selectors.people import notification_choices

JOB = "notifications.digest"
# People whose digests one run plans; the next run goes on behind them.
PEOPLE_AT_ONCE = 1_000


def plan(*, mailings: Collection[Mailing]) -> None:
    """Have the digests that news waits for made, on the next morning of each kind.

    A morning has its own job: one that is late is not put off by news that comes meanwhile.
    """
    for frequency in sorted(mailing for mailing in mailings if mailing.waits):
        moment = next_morning(now=timezone.now(), weekly=frequency is Mailing.WEEKLY)
        key, payload = f"{frequency}:{moment:%Y-%m-%d}", {"frequency": frequency.value}
        enqueue(JOB, key=key, payload=payload, due_at=moment)


@transaction.atomic
def make(*, frequency: Mailing, key: str, after: int = 0) -> None:
    """Plan the digest mails of accounts behind `after`: of all that wait but, in a daily run, for the weekly digest.

    What the people have chosen counts as it is now, and what they have read meanwhile is left out.
    """
    people = _waiting_people(after)
    choices = notification_choices(people)
    due = [one for one in people if frequency is Mailing.WEEKLY or choices[one].digest_frequency != Mailing.WEEKLY]
    digests = _take(due, choices)
    if len(due) < len(people):
        plan(mailings={Mailing.WEEKLY})
    items = [Item(f"{user_id}:{numbers[0]}", {"notification_ids": numbers}) for user_id, numbers in digests.items()]
    enqueue_many(DIGEST_JOB, items, bulk=len(items) > FEW)
    if len(people) == PEOPLE_AT_ONCE:
        enqueue(JOB, key=key, payload={"frequency": frequency.value, "after": people[-1]})


def _waiting_people(after: int) -> list[int]:
    waiting = Notification.objects.filter(awaits_digest=True, user_id__gt=after).order_by("user_id")
    return list(waiting.values_list("user_id", flat=True).distinct()[:PEOPLE_AT_ONCE])


def _take(user_ids: Iterable[int], choices: Mapping[int, Choices]) -> dict[int, list[int]]:
    """Account → what its digest holds; none of it waits any more, so no other run takes it again."""
    waiting = Notification.objects.filter(user_id__in=list(user_ids), awaits_digest=True).order_by("pk")
    rows = list(waiting.select_for_update(no_key=True).values_list("pk", "user_id", "type", "read_at"))
    Notification.objects.filter(pk__in=[row[0] for row in rows]).update(awaits_digest=False)
    digests: dict[int, list[int]] = {}
    for number, user_id, kind, read_at in rows:
        chosen = choices[user_id]
        if read_at is None and chosen.digest_frequency != Mailing.NEVER and is_wanted(type=kind, choices=chosen):
            digests.setdefault(user_id, []).append(number)
    return digests
