"""Write, change and delete a publication."""

from datetime import datetime
from typing import Any, TypedDict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import rich_text
from core.api import ids
from core.api.errors import ValidationFailed
from core.pages import content_changed
from core.texts import shown_line
from tenant_apps.dashboard.services import Actor, figures_changed, record_activity
from tenant_apps.publications.errors import PublicationNotFound
from tenant_apps.publications.models import Category, Publication
from tenant_apps.publications.selectors.figures import moments_of_reactions
from tenant_apps.publications.services import lifecycle, pictures
from tenant_apps.publications.services.pictures import PictureChanges


class PublicationFields(TypedDict, total=False):
    """What may be written of a publication; a key that is not there is left as it is."""

    type: str
    title: str
    content: str
    excerpt: str
    category: str | None
    tags: list[str]
    status: str
    priority: str
    is_pinned: bool
    allow_comments: bool
    scheduled_at: datetime | None
    expires_at: datetime | None


DATES = ("scheduled_at", "expires_at")
NO_CHANGES = PictureChanges()
PLAIN_FIELDS = ("type", "priority", "is_pinned", "allow_comments", "tags", "scheduled_at", "expires_at")


def create_publication(*, actor: Actor, fields: PublicationFields, changes: PictureChanges = NO_CHANGES) -> Publication:
    """Make a publication with its pictures, or nothing at all."""
    return _create(actor, fields, changes.prepared())


def update_publication(
    *, publication_id: int, actor: Actor, fields: PublicationFields, changes: PictureChanges = NO_CHANGES
) -> Publication:
    """Change what was sent, or nothing at all; raises PublicationNotFound, InvalidStatusChange, ValidationFailed."""
    return _update(publication_id, actor, fields, changes.prepared())


@transaction.atomic
def delete_publication(*, publication_id: int, actor: Actor) -> None:
    """Delete it with its likes and comments; its pictures stay in the library. Raises PublicationNotFound."""
    publication = _locked(publication_id)
    lifecycle.cancel_jobs(publication_id=publication.id)
    _record("publication_deleted", _("Publication supprimée"), publication, actor)
    figures_changed([publication.on_line_at, *moments_of_reactions(publication_id=publication.id)])
    publication.delete()


@transaction.atomic
def _create(actor: Actor, fields: PublicationFields, changes: PictureChanges) -> Publication:
    now = timezone.now()
    publication = Publication(author_id=actor.id, status=Publication.Status.DRAFT, created_at=now, excerpt="")
    _apply(publication, fields, now=now)
    _save(publication, changes, actor=actor)
    _record("publication_created", _("Nouvelle publication créée"), publication, actor)
    if publication.status == Publication.Status.PUBLISHED:
        lifecycle.record_published(publication=publication, actor=actor)
    return publication


@transaction.atomic
def _update(publication_id: int, actor: Actor, fields: PublicationFields, changes: PictureChanges) -> Publication:
    now = timezone.now()
    publication = _locked(publication_id)
    lifecycle.settle(publication=publication, now=now)
    before, counted = publication.status, _counted(publication)
    _apply(publication, fields, now=now)
    _save(publication, changes, actor=actor)
    if publication.status == Publication.Status.PUBLISHED != before:
        lifecycle.record_published(publication=publication, actor=actor)
    else:
        _record("publication_updated", _("Publication modifiée"), publication, actor)
    if _counted(publication) != counted:
        figures_changed([counted[0], publication.on_line_at])
    return publication


def _counted(publication: Publication) -> tuple[datetime | None, str, int | None]:
    """By what the dashboard counts it."""
    return publication.on_line_at, publication.type, publication.category_id


def _apply(publication: Publication, fields: PublicationFields, *, now: datetime) -> None:
    sent: dict[str, Any] = {**fields}
    changed = {name for name in DATES if name in sent and _whole(sent[name]) != _whole(getattr(publication, name))}
    _apply_texts(publication, fields)
    for name in PLAIN_FIELDS:
        if name in sent:
            setattr(publication, name, sent[name])
    if "category" in fields:
        publication.category = _category(fields["category"])
    if "status" in fields:
        lifecycle.move(publication=publication, to=fields["status"], changed=changed, now=now)
    lifecycle.check_dates(publication=publication, changed=changed, now=now)
    publication.updated_at = now


def _apply_texts(publication: Publication, fields: PublicationFields) -> None:
    """An excerpt that was derived follows the content; one that was written stays until an empty one is sent."""
    derived = publication.excerpt in {"", rich_text.derive_excerpt(publication.content)}
    if "title" in fields:
        publication.title = shown_line(fields["title"], field="title")
    if "content" in fields:
        publication.content = rich_text.sanitise(fields["content"])
        if not rich_text.as_text(publication.content):
            raise ValidationFailed({"content": [_("Ce contenu est vide.")]})
    if "excerpt" in fields:
        publication.excerpt = rich_text.as_text(rich_text.sanitise(fields["excerpt"]))
    if ("excerpt" not in fields and derived) or not publication.excerpt:
        publication.excerpt = rich_text.derive_excerpt(publication.content)


def _save(publication: Publication, changes: PictureChanges, *, actor: Actor) -> None:
    pictures.set_cover(publication=publication, changes=changes, actor=actor)
    publication.save()
    pictures.change_gallery(publication=publication, changes=changes, actor=actor)
    lifecycle.plan_jobs(publication=publication)


def _whole(moment: datetime | None) -> datetime | None:
    """The moment as the API shows it: a form that sends back what it was given changes nothing."""
    return moment.replace(microsecond=0) if moment else None


def _category(slug: str | None) -> Category | None:
    if slug is None:
        return None
    category = Category.objects.filter(slug=slug).first()
    if category is None:
        raise ValidationFailed({"category": [_("Cette catégorie n'existe pas.")]})
    return category


def _locked(publication_id: int) -> Publication:
    rows = Publication.objects.select_for_update(of=("self",)).select_related("author").defer("search")
    publication = rows.filter(pk=publication_id).first()
    if publication is None:
        raise PublicationNotFound
    return publication


def _record(type: str, title: str, publication: Publication, actor: Actor) -> None:
    record_activity(
        type=type,
        title=title,
        description=publication.title,
        actor=actor,
        target=ids.encode("pub", publication.id),
    )
    content_changed()
