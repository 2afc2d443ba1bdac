"""Topics by the names that the API gives them: `communiques`, `events`, and slugs of categories."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from core.api.errors import ValidationFailed
from tenant_apps.notifications.services.subscriptions import Topics
from tenant_apps.publications.selectors.categories import categories


def topics_of(*, communiques: bool, events: bool, slugs: Iterable[str]) -> Topics:
    """The topics behind the names; raises ValidationFailed for an unknown category, or when nothing is asked for."""
    numbers = {category.slug: category.pk for category in categories()}
    wanted = list(slugs)
    if unknown := sorted(set(wanted) - numbers.keys()):
        raise ValidationFailed({"categories": [_("Catégorie inconnue : %s.") % ", ".join(unknown)]})
    topics = Topics(communiques=communiques, events=events, categories=[numbers[slug] for slug in wanted])
    if topics.are_empty:
        raise ValidationFailed({"communiques": [_("Choisissez au moins un sujet.")]})
    return topics
