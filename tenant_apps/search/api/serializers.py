"""The query of a search, and its answer for the documentation."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from core.api.serializers import PrefixedIdField, WriteSerializer
from core.texts import clean_line
from tenant_apps.search.selectors.everything import KINDS
from tenant_apps.search.selectors.public import LONGEST, SHORTEST

ALL = "all"
HTML = "Texte échappé, avec <mark> autour des mots trouvés."


class QueryField(serializers.CharField):
    """Words as people type them, in the manner of web search engines."""

    default_error_messages = {
        "short": _("Une recherche a au moins %(shortest)d caractères.") % {"shortest": SHORTEST},
        "long": _("Une recherche a au plus %(longest)d caractères.") % {"longest": LONGEST},
    }

    def to_internal_value(self, data: Any) -> str:
        text = clean_line(super().to_internal_value(data))
        if len(text) < SHORTEST:
            self.fail("short")
        if len(text) > LONGEST:
            self.fail("long")
        return text


class SearchQuery(WriteSerializer):
    q = QueryField()
    type = serializers.ChoiceField([ALL, *KINDS], default=ALL)


class FoundPublication(serializers.Serializer[Any]):
    id = PrefixedIdField("pub")
    type = serializers.CharField()
    title = serializers.CharField()
    excerpt = serializers.CharField()
    highlight = serializers.CharField(help_text=HTML)
    created_at = serializers.DateTimeField()
    published_at = serializers.DateTimeField(allow_null=True)


class FoundEvent(serializers.Serializer[Any]):
    id = PrefixedIdField("evt")
    title = serializers.CharField()
    start_datetime = serializers.DateTimeField()
    end_datetime = serializers.DateTimeField()
    all_day = serializers.BooleanField()
    location = serializers.CharField()
    excerpt = serializers.CharField()
    highlight = serializers.CharField(help_text=HTML)


class FoundConversation(serializers.Serializer[Any]):
    id = PrefixedIdField("conv")
    title = serializers.CharField()
    subject = serializers.CharField()
    citizen_name = serializers.CharField()
    category = serializers.CharField()
    message_id = PrefixedIdField("msg", allow_null=True, help_text="Le message dont vient l'extrait.")
    sender_type = serializers.CharField(allow_null=True)
    is_internal = serializers.BooleanField(help_text="L'extrait vient d'une note interne.")
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    excerpt = serializers.CharField()
    highlight = serializers.CharField(help_text=HTML)


class FoundPage(serializers.Serializer[Any]):
    id = PrefixedIdField("page")
    title = serializers.CharField()
    slug = serializers.CharField()
    updated_at = serializers.DateTimeField()
    excerpt = serializers.CharField()
    highlight = serializers.CharField(help_text=HTML)


class ResultsAnswer(serializers.Serializer[Any]):
    publications = FoundPublication(many=True)
    events = FoundEvent(many=True)
    messages = FoundConversation(many=True)
    pages = FoundPage(many=True)


class CountsAnswer(serializers.Serializer[Any]):
    publications = serializers.IntegerField()
    events = serializers.IntegerField()
    messages = serializers.IntegerField()
    pages = serializers.IntegerField()


class SearchAnswer(serializers.Serializer[Any]):
    query = serializers.CharField()
    total_count = serializers.IntegerField()
    counts = CountsAnswer(help_text="Au plus 1 000 de chaque sorte : au-delà, seuls les plus récents sont comptés.")
    is_similar = serializers.BooleanField(
        help_text="Rien ne contient ces mots : les titres trouvés leur ressemblent seulement."
    )
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = ResultsAnswer()
