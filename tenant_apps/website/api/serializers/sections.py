"""Bodies of sections: each type has its own content."""

from math import isfinite
from typing import Any

from rest_framework import serializers

from core.api.serializers import PrefixedIdField, WriteSerializer
from tenant_apps.website.api.serializers.fields import IconField, ImageField, LinkField, TextField
from tenant_apps.website.services.images import ImageChange
from tenant_apps.website.services.sections import SectionChanges

MAX_TITLE, MAX_SUBTITLE, MAX_DESCRIPTION = 150, 300, 400
MAX_SHOWN = 24
MAX_SERVICES = 100
LARGEST_SERVICE = 999_999
BACKGROUND = "background_image"


class HeroContent(WriteSerializer):
    title = TextField(max_length=MAX_TITLE)
    subtitle = TextField(max_length=MAX_SUBTITLE)
    background_image = ImageField()
    cta_text = TextField(max_length=60)
    cta_link = LinkField(required=False)


class ServiceBody(WriteSerializer):
    id = PrefixedIdField("srv", required=False, allow_null=True)
    icon = IconField()
    title = serializers.CharField(max_length=MAX_TITLE)
    description = TextField(max_length=MAX_DESCRIPTION)
    link = LinkField(required=False)

    def validate_id(self, value: int | None) -> int | None:
        if value and value > LARGEST_SERVICE:
            raise serializers.ValidationError(PrefixedIdField.default_error_messages["invalid"])
        return value


class ServicesContent(WriteSerializer):
    title = TextField(max_length=MAX_TITLE)
    subtitle = TextField(max_length=MAX_SUBTITLE)
    services = serializers.ListField(child=ServiceBody(), required=False, max_length=MAX_SERVICES)


class EventsContent(WriteSerializer):
    title = TextField(max_length=MAX_TITLE)
    display_count = serializers.IntegerField(min_value=1, max_value=MAX_SHOWN, required=False)
    show_calendar_link = serializers.BooleanField(required=False)


class NewsContent(WriteSerializer):
    title = TextField(max_length=MAX_TITLE)
    display_count = serializers.IntegerField(min_value=1, max_value=MAX_SHOWN, required=False)
    categories = serializers.ListField(child=serializers.CharField(max_length=60), required=False, max_length=50)


class DegreesField(serializers.FloatField):
    """A number; "nan" is none, though Python reads it as one that no bound excludes, and nor is a truth value."""

    def to_internal_value(self, data: Any) -> float:
        value = super().to_internal_value(data)
        if isinstance(data, bool) or not isfinite(value):
            self.fail("invalid")
        return value


class CoordinatesBody(WriteSerializer):
    lat = DegreesField(min_value=-90, max_value=90)
    lng = DegreesField(min_value=-180, max_value=180)


class ContactContent(WriteSerializer):
    title = TextField(max_length=MAX_TITLE)
    show_map = serializers.BooleanField(required=False)
    show_form = serializers.BooleanField(required=False)
    map_coordinates = CoordinatesBody(required=False, allow_null=True)


class SectionBody(WriteSerializer):
    """A change of a section; `content` is checked by the serializer of the section's type."""

    is_visible = serializers.BooleanField(required=False)
    order = serializers.IntegerField(min_value=1, required=False)
    content = serializers.DictField(required=False)
    background_image = ImageField()


class HeroBody(SectionBody):
    content = HeroContent(required=False)  # type: ignore[assignment]  # narrower than any object


class ServicesBody(SectionBody):
    content = ServicesContent(required=False)  # type: ignore[assignment]
    background_image = None  # type: ignore[assignment]  # only a hero has one


class EventsBody(SectionBody):
    content = EventsContent(required=False)  # type: ignore[assignment]
    background_image = None  # type: ignore[assignment]


class NewsBody(SectionBody):
    content = NewsContent(required=False)  # type: ignore[assignment]
    background_image = None  # type: ignore[assignment]


class ContactSectionBody(SectionBody):
    content = ContactContent(required=False)  # type: ignore[assignment]
    background_image = None  # type: ignore[assignment]


BODIES: dict[str, type[SectionBody]] = {
    "section_hero": HeroBody,
    "section_services": ServicesBody,
    "section_events": EventsBody,
    "section_news": NewsBody,
    "section_contact": ContactSectionBody,
}


class OrderBody(WriteSerializer):
    order = serializers.ListField(child=serializers.CharField(max_length=40), max_length=20)


def changes_of(body: dict[str, Any]) -> SectionChanges:
    """A validated body as what the service takes; a picture comes beside the content, as a file, or within it."""
    content = dict(body.get("content", {}))
    images = []
    if BACKGROUND in content:
        images = [ImageChange("hero_image", f"content.{BACKGROUND}", content.pop(BACKGROUND))]
    if BACKGROUND in body:
        images = [ImageChange("hero_image", BACKGROUND, body[BACKGROUND])]
    return SectionChanges(body.get("is_visible"), body.get("order"), content, images)
