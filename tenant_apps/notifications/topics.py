"""Topics by the names that forms and the API give them: `communiques`, `events`, and slugs of categories."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from core.api.errors import ValidationFailed
from tenant_apps.notifications.models import Subscription
from tenant_apps.notifications.services.subscriptions import Topics
from tenant_apps.publications.selectors.categories import categories

FIELDS = ("communiques", "events", "categories")


def topics_of(*, communiques: bool, events: bool, slugs: Iterable[str]) -> Topics:
    """Raises ValidationFailed when a category does not exist, or nothing is asked for."""
    numbers = {category.slug: category.pk for category in categories()}
    wanted = list(slugs)
    if unknown := sorted(set(wanted) - numbers.keys()):
        raise ValidationFailed({"categories": [_("Catégorie inconnue : %s.") % ", ".join(unknown)]})
    topics = Topics(communiques=communiques, events=events, categories=[numbers[slug] for slug in wanted])
    if topics.are_empty:
        raise ValidationFailed({"communiques": [_("Choisissez au moins un sujet.")]})
    return topics


def described(subscription: Subscription) -> Mapping[str, Any]:
    """What a subscription asks for, by the same names; a category that is gone is left out."""
    slugs = {category.pk: category.slug for category in categories()}
    return {
        "communiques": subscription.communiques,
        "events": subscription.events,
        "categories": [slugs[number] for number in subscription.categories if number in slugs],
    }
