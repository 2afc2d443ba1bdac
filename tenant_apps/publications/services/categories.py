"""The mairie's own list of categories."""

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.db.models.functions import Coalesce
from django.utils.text import slugify
from django.utils.translation import gettext as _

from core.api.errors import ValidationFailed
from core.api.permissions import Account
from core.pages import content_changed
from core.tenancy import Tenant
from tenant_apps.dashboard.services import record_activity
from tenant_apps.publications.errors import CategoryExists, CategoryInUse, CategoryNotFound
from tenant_apps.publications.models import Category, Publication

FIRST_CATEGORIES = (
    ("actualites", "Actualités", "#3B82F6"),
    ("evenements", "Événements", "#10B981"),
    ("services", "Services", "#F59E0B"),
    ("urbanisme", "Urbanisme", "#EF4444"),
    ("culture", "Culture", "#8B5CF6"),
)
SLUG_LENGTH = 60


def seed_categories(*, tenant: Tenant, options: dict[str, object]) -> None:
    """Give a new mairie the five usual categories; one that has some keeps its own."""
    if not Category.objects.exists():
        Category.objects.bulk_create(
            Category(slug=slug, label=label, color=color, position=position)
            for position, (slug, label, color) in enumerate(FIRST_CATEGORIES, 1)
        )


@transaction.atomic
def create_category(
    *, actor: Account, label: str, color: str, slug: str | None = None, position: int | None = None
) -> Category:
    """Add a category, last and with the label's slug unless told otherwise; raises CategoryExists."""
    last: int = Category.objects.aggregate(last=Coalesce(Max("position"), 0))["last"]
    category = Category(
        slug=_slug(slug or label), label=label, color=color.upper(), position=last + 1 if position is None else position
    )
    _save(category)
    _record("category_created", _("Catégorie créée"), category, actor)
    return category


@transaction.atomic
def update_category(
    *,
    slug: str,
    actor: Account,
    label: str | None = None,
    color: str | None = None,
    new_slug: str | None = None,
    position: int | None = None,
) -> Category:
    """Change what was sent; publications follow a new slug. Raises CategoryNotFound, CategoryExists."""
    category = _locked(slug)
    category.label = label if label is not None else category.label
    category.color = color.upper() if color is not None else category.color
    category.slug = _slug(new_slug) if new_slug is not None else category.slug
    category.position = position if position is not None else category.position
    _save(category)
    _record("category_updated", _("Catégorie modifiée"), category, actor)
    return category


@transaction.atomic
def delete_category(*, slug: str, actor: Account) -> None:
    """Delete a category that no publication carries; raises CategoryNotFound, CategoryInUse."""
    category = _locked(slug)
    carrying = Publication.objects.filter(category=category).count()
    if carrying:
        raise CategoryInUse(details={"publications": carrying})
    category.delete()
    _record("category_deleted", _("Catégorie supprimée"), category, actor)


def _slug(text: str) -> str:
    slug = slugify(text)[:SLUG_LENGTH].strip("-")
    if not slug:
        raise ValidationFailed({"slug": [_("Un identifiant a au moins une lettre ou un chiffre.")]})
    return slug


def _save(category: Category) -> None:
    try:
        with transaction.atomic():
            category.save()
    except IntegrityError as error:
        raise CategoryExists from error


def _locked(slug: str) -> Category:
    category = Category.objects.select_for_update().filter(slug=slug).first()
    if category is None:
        raise CategoryNotFound
    return category


def _record(type: str, title: str, category: Category, actor: Account) -> None:
    record_activity(type=type, title=title, description=category.label, actor=actor, target=f"category:{category.slug}")
    content_changed()
