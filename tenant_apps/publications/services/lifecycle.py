"""From draft to archive: which changes of status are allowed, and the jobs that follow each."""

from datetime import datetime

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from core.api import ids
from core.api.errors import ValidationFailed
from core.pages import content_changed
from shared_apps.jobs.services import cancel, enqueue
from tenant_apps.dashboard.services import Actor, record_activity
from tenant_apps.publications import hooks
from tenant_apps.publications.errors import InvalidStatusChange
from tenant_apps.publications.models import Publication

Status = Publication.Status
PUBLISH_JOB = "publications.publish"
EXPIRE_JOB = "publications.expire"
ALLOWED = {
    Status.DRAFT: (Status.PUBLISHED, Status.SCHEDULED),
    Status.SCHEDULED: (Status.DRAFT, Status.PUBLISHED),
    Status.PUBLISHED: (Status.ARCHIVED, Status.DRAFT),
    Status.ARCHIVED: (Status.DRAFT,),
}


def settle(*, publication: Publication, now: datetime) -> None:
    """Put on line a stored publication whose planned moment has come, as readers already see it."""
    if publication.status != Status.SCHEDULED or publication.status_at(now) != Status.PUBLISHED:
        return
    publication.status = Status.PUBLISHED
    publication.published_at = publication.scheduled_at
    publication.save(update_fields=["status", "published_at"])
    record_published(publication=publication, actor=publication.author)


def move(*, publication: Publication, to: str, changed: set[str], now: datetime) -> None:
    """Change the status of a settled publication; raises InvalidStatusChange. Publishing now drops an earlier plan."""
    if to == publication.status:
        return
    allowed = ALLOWED[Status(publication.status)]
    if to not in allowed:
        raise InvalidStatusChange(details={"status": publication.status, "allowed": list(allowed)})
    publication.status = to
    if to == Status.PUBLISHED:
        publication.published_at = now
        publication.scheduled_at = publication.scheduled_at if "scheduled_at" in changed else None
    elif to == Status.DRAFT:
        publication.published_at = None


def check_dates(*, publication: Publication, changed: set[str], now: datetime) -> None:
    """A planned moment lies ahead and an expiry behind it; only dates that have changed are held against the clock."""
    errors: dict[str, list[str]] = {}
    if publication.status == Status.SCHEDULED and publication.scheduled_at is None:
        errors["scheduled_at"] = [_("Une publication programmée a besoin d'une date de publication.")]
    elif "scheduled_at" in changed and publication.scheduled_at and publication.scheduled_at <= now:
        errors["scheduled_at"] = [_("La date de publication doit être dans le futur.")]
    elif "scheduled_at" in changed and publication.scheduled_at and publication.status == Status.PUBLISHED:
        errors["scheduled_at"] = [_("Cette publication est déjà en ligne : elle ne peut plus être programmée.")]
    starts_at = publication.scheduled_at if publication.status == Status.SCHEDULED else now
    if "expires_at" in changed and publication.expires_at and publication.expires_at <= (starts_at or now):
        errors["expires_at"] = [_("L'expiration doit suivre la mise en ligne et être dans le futur.")]
    if errors:
        raise ValidationFailed(errors)


def plan_jobs(*, publication: Publication) -> None:
    """Enqueue what is still to come of a saved publication, and take back what no longer is."""
    key, payload = job_key(publication.id), {"id": publication.id}
    if publication.status == Status.SCHEDULED:
        enqueue(PUBLISH_JOB, key=key, payload=payload, due_at=publication.scheduled_at)
    elif publication.status == Status.PUBLISHED and publication.announced_at is None:
        enqueue(PUBLISH_JOB, key=key, payload=payload)
    else:
        cancel(PUBLISH_JOB, key=key)
    if publication.expires_at and publication.status in {Status.SCHEDULED, Status.PUBLISHED}:
        enqueue(EXPIRE_JOB, key=key, payload=payload, due_at=publication.expires_at)
    else:
        cancel(EXPIRE_JOB, key=key)


def cancel_jobs(*, publication_id: int) -> None:
    cancel(PUBLISH_JOB, key=job_key(publication_id))
    cancel(EXPIRE_JOB, key=job_key(publication_id))


@transaction.atomic
def publish_due(*, publication_id: int) -> None:
    """Settle a publication that is on line and announce it, once in its life; anything else is left as it is."""
    publication, now = _locked(publication_id)
    if publication is None:
        return
    settle(publication=publication, now=now)
    if publication.announced_at is None and publication.is_public_at(now):
        publication.announced_at = now
        publication.save(update_fields=["announced_at"])
        hooks.published.run(publication)


@transaction.atomic
def expire_due(*, publication_id: int) -> None:
    """Tell what follows from an expiry that has come; readers stopped seeing the publication by themselves."""
    publication, now = _locked(publication_id)
    if publication is None or not publication.is_expired_at(now):
        return
    record_activity(
        type="publication_expired",
        title=_("Publication expirée"),
        description=publication.title,
        target=ids.encode("pub", publication.id),
    )


def record_published(*, publication: Publication, actor: Actor) -> None:
    record_activity(
        type="publication_published",
        title=_("Publication mise en ligne"),
        description=publication.title,
        actor=actor,
        target=ids.encode("pub", publication.id),
    )
    content_changed()


def job_key(publication_id: int) -> str:
    return f"pub:{publication_id}"


def _locked(publication_id: int) -> tuple[Publication | None, datetime]:
    """The publication, held, and the database's clock, which is the one its job was due by."""
    rows = Publication.objects.select_for_update(of=("self",)).select_related("author").defer("search")
    publication = rows.annotate(clock=Now()).filter(pk=publication_id).first()
    return publication, publication.clock if publication else timezone.now()
