"""Bodies of pages, of publishing, and what they are turned into."""

from rest_framework import serializers

from core.api.serializers import WriteSerializer
from tenant_apps.website.api.serializers.fields import TextField
from tenant_apps.website.models import SLUG_LENGTH

MAX_CONTENT = 200_000
LAST_IN_MENU = 10_000


class PageChanges(WriteSerializer):
    """What may be changed; the fields that are not sent stay."""

    title = serializers.CharField(max_length=200, required=False)
    slug = serializers.CharField(max_length=SLUG_LENGTH, required=False)
    content = TextField(max_length=MAX_CONTENT)
    is_published = serializers.BooleanField(required=False)
    in_menu = serializers.BooleanField(required=False)
    menu_order = serializers.IntegerField(min_value=0, max_value=LAST_IN_MENU, required=False)
    meta_title = TextField(max_length=200)
    meta_description = TextField(max_length=500)
    reset = serializers.BooleanField(
        required=False, help_text="Rétablit le texte d'une page légale ; le reste du corps est alors ignoré."
    )


class PageBody(PageChanges):
    """A new page: a draft unless `is_published` says otherwise; without `slug` its address comes from the title."""

    title = serializers.CharField(max_length=200)
    reset = None  # type: ignore[assignment]  # there is nothing to go back to yet


class PublishBody(WriteSerializer):
    action = serializers.ChoiceField(["publish", "unpublish"])
