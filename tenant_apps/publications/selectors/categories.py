"""The mairie's categories."""

from django.db.models import QuerySet

from tenant_apps.publications.errors import CategoryNotFound
from tenant_apps.publications.models import Category


def categories() -> QuerySet[Category]:
    """All of them in the mairie's order."""
    return Category.objects.order_by("position", "id")


def category_by_slug(*, slug: str) -> Category:
    """One category, or CategoryNotFound."""
    category = Category.objects.filter(slug=slug).first()
    if category is None:
        raise CategoryNotFound
    return category
