"""Body of the configuration: at every depth, what is not sent stays."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from core.api.serializers import EmailField, TagsField, WriteSerializer
from tenant_apps.website.api.serializers.fields import ImageField, NetworkField, TextField
from tenant_apps.website.services.configuration import ConfigurationFields
from tenant_apps.website.services.images import ImageChange

COLOUR_ERROR: dict[str, Any] = {"invalid": _("Une couleur s'écrit #RRVVBB.")}
TIME_ERROR: dict[str, Any] = {"invalid": _("Une heure s'écrit HH:MM, de 00:00 à 23:59.")}
PHONE_ERROR: dict[str, Any] = {"invalid": _("Saisissez un numéro de téléphone, par exemple +33 1 23 45 67 89.")}
IMAGES = ("logo", "favicon")
MAX_SLOTS = 6
MAX_CLOSINGS = 50


class ColourField(serializers.RegexField):
    """#RRGGBB."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(r"^#[0-9A-Fa-f]{6}\Z", required=False, error_messages=COLOUR_ERROR, **kwargs)


class TimeField(serializers.RegexField):
    """HH:MM; null is none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(r"^([01][0-9]|2[0-3]):[0-5][0-9]\Z", error_messages=TIME_ERROR, **kwargs)


class ThemeBody(WriteSerializer):
    primary_color = ColourField()
    secondary_color = ColourField()
    accent_color = ColourField()
    background_color = ColourField()
    text_color = ColourField()
    font_family = serializers.CharField(max_length=60, required=False)


class MetaBody(WriteSerializer):
    title = TextField(max_length=200)
    description = TextField(max_length=500)
    keywords = TagsField(max_tags=30, required=False)


class SocialLinksBody(WriteSerializer):
    facebook = NetworkField(required=False)
    twitter = NetworkField(required=False)
    instagram = NetworkField(required=False)
    linkedin = NetworkField(required=False)
    youtube = NetworkField(required=False)


class SlotBody(WriteSerializer):
    open = TimeField()
    close = TimeField()


class DayBody(WriteSerializer):
    open = TimeField(required=False, allow_null=True)
    close = TimeField(required=False, allow_null=True)
    slots = serializers.ListField(child=SlotBody(), required=False, max_length=MAX_SLOTS)


class WeekBody(WriteSerializer):
    monday = DayBody(required=False, allow_null=True)
    tuesday = DayBody(required=False, allow_null=True)
    wednesday = DayBody(required=False, allow_null=True)
    thursday = DayBody(required=False, allow_null=True)
    friday = DayBody(required=False, allow_null=True)
    saturday = DayBody(required=False, allow_null=True)
    sunday = DayBody(required=False, allow_null=True)


class ClosingBody(WriteSerializer):
    """Days on which the mairie is closed whatever the week says; `end` is the last one."""

    start = serializers.DateField()
    end = serializers.DateField()
    reason = TextField(max_length=120)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["end"] < attrs["start"]:
            raise serializers.ValidationError({"end": [_("Le dernier jour précède le premier.")]})
        dates = {name: attrs[name].isoformat() for name in ("start", "end")}
        return {**dates, "reason": attrs.get("reason", "")}


class ContactBody(WriteSerializer):
    address = TextField(max_length=300)
    phone = serializers.RegexField(
        r"^(\+?[0-9 .()/-]{3,30})?\Z", required=False, allow_blank=True, allow_null=True, error_messages=PHONE_ERROR
    )
    email = EmailField(required=False, allow_blank=True, allow_null=True)
    opening_hours = WeekBody(required=False)
    exceptional_closings = serializers.ListField(child=ClosingBody(), required=False, max_length=MAX_CLOSINGS)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Texts that are not known are empty, never null."""
        return {name: "" if value is None else value for name, value in attrs.items()}


class ConfigurationBody(WriteSerializer):
    theme = ThemeBody(required=False)
    meta = MetaBody(required=False)
    social_links = SocialLinksBody(required=False)
    contact = ContactBody(required=False)
    logo = ImageField()
    favicon = ImageField()


def split(body: dict[str, Any]) -> tuple[ConfigurationFields, list[ImageChange]]:
    """A validated body as what the service takes."""
    fields: Any = {name: value for name, value in body.items() if name not in IMAGES}
    return fields, [ImageChange(name, name, body[name]) for name in IMAGES if name in body]
