"""Answers, for the documentation: reads are built from plain values and never pass through these."""

from typing import Any

from rest_framework import serializers

from core.api.serializers import PrefixedIdField
from tenant_apps.website.models import Page


class MunicipalityAnswer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    code = serializers.CharField()


class ThemeAnswer(serializers.Serializer[Any]):
    primary_color = serializers.CharField()
    secondary_color = serializers.CharField()
    accent_color = serializers.CharField()
    background_color = serializers.CharField()
    text_color = serializers.CharField()
    font_family = serializers.CharField()


class MetaAnswer(serializers.Serializer[Any]):
    title = serializers.CharField()
    description = serializers.CharField()
    keywords = serializers.ListField(child=serializers.CharField())


class SocialLinksAnswer(serializers.Serializer[Any]):
    facebook = serializers.CharField(allow_null=True)
    twitter = serializers.CharField(allow_null=True)
    instagram = serializers.CharField(allow_null=True)
    linkedin = serializers.CharField(allow_null=True)
    youtube = serializers.CharField(allow_null=True)


class SlotAnswer(serializers.Serializer[Any]):
    open = serializers.CharField(help_text="HH:MM")
    close = serializers.CharField(help_text="HH:MM")


class DayAnswer(serializers.Serializer[Any]):
    open = serializers.CharField(allow_null=True, help_text="HH:MM, null quand la mairie est fermée.")
    close = serializers.CharField(allow_null=True)
    slots = SlotAnswer(many=True, help_text="Les plages d'ouverture, par exemple avant et après la pause.")


class WeekAnswer(serializers.Serializer[Any]):
    monday = DayAnswer()
    tuesday = DayAnswer()
    wednesday = DayAnswer()
    thursday = DayAnswer()
    friday = DayAnswer()
    saturday = DayAnswer()
    sunday = DayAnswer()


class ClosingAnswer(serializers.Serializer[Any]):
    start = serializers.DateField()
    end = serializers.DateField()
    reason = serializers.CharField()


class ContactAnswer(serializers.Serializer[Any]):
    address = serializers.CharField()
    phone = serializers.CharField()
    email = serializers.CharField()
    opening_hours = WeekAnswer()
    exceptional_closings = ClosingAnswer(many=True)


class ConfigurationAnswer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    municipality = MunicipalityAnswer()
    domain = serializers.CharField()
    is_published = serializers.BooleanField()
    published_at = serializers.DateTimeField(allow_null=True)
    theme = ThemeAnswer()
    logo_url = serializers.CharField(allow_null=True)
    favicon_url = serializers.CharField(allow_null=True)
    meta = MetaAnswer()
    social_links = SocialLinksAnswer()
    contact = ContactAnswer()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class ConfigurationChangedAnswer(serializers.Serializer[Any]):
    message = serializers.CharField()
    updated_at = serializers.DateTimeField()


class SectionAnswer(serializers.Serializer[Any]):
    id = serializers.CharField()
    type = serializers.ChoiceField(["hero", "services", "events", "news", "contact"])
    order = serializers.IntegerField()
    is_visible = serializers.BooleanField()
    content = serializers.DictField(help_text="Selon le type de la section.")


class SectionListAnswer(serializers.Serializer[Any]):
    sections = SectionAnswer(many=True)


class SectionChangedAnswer(serializers.Serializer[Any]):
    id = serializers.CharField()
    message = serializers.CharField()


class MessageAnswer(serializers.Serializer[Any]):
    message = serializers.CharField()


class PageAnswer(serializers.Serializer[Any]):
    id = PrefixedIdField("page")
    title = serializers.CharField()
    slug = serializers.CharField()
    content = serializers.CharField(help_text="HTML assaini ; celui d'une page légale non modifiée suit les données.")
    kind = serializers.ChoiceField(Page.Kind.choices)
    is_edited = serializers.BooleanField()
    is_published = serializers.BooleanField()
    in_menu = serializers.BooleanField()
    menu_order = serializers.IntegerField()
    meta_title = serializers.CharField()
    meta_description = serializers.CharField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class PageListAnswer(serializers.Serializer[Any]):
    pages = PageAnswer(many=True)


class PageChangedAnswer(PageAnswer):
    message = serializers.CharField()


class PublishedAnswer(serializers.Serializer[Any]):
    is_published = serializers.BooleanField()
    published_at = serializers.DateTimeField(allow_null=True)
    message = serializers.CharField()


class PreviewAnswer(serializers.Serializer[Any]):
    preview_url = serializers.CharField()
    expires_at = serializers.DateTimeField()
