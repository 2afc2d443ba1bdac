"""Bodies, filters and documented answers of publications."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.api.serializers import TagsField, WriteSerializer
from tenant_apps.publications.models import Publication
from tenant_apps.publications.selectors.listing import DEFAULT_ORDERING, ORDERINGS, STATUSES
from tenant_apps.publications.services.pictures import MAX_IMAGES, Picture, PictureChanges
from tenant_apps.publications.services.publications import PublicationFields

MAX_CONTENT = 200_000
MAX_ALT = 500
PICTURE_NAMES = {
    "cover_image",
    "cover_image_alt",
    "images",
    "images_alt",
    "new_images",
    "new_images_alt",
    "remove_images",
}


@extend_schema_field(OpenApiTypes.BINARY)
class PictureField(serializers.Field[Any, Any, Any, Any]):
    """A file, or a text that refers to an image of the library (`media_001` or its address)."""

    default_error_messages = {"invalid": _("Une image, ou l'identifiant d'une image de la médiathèque, est attendue.")}

    def to_internal_value(self, data: Any) -> UploadedFile | str:
        if not isinstance(data, UploadedFile | str) or not data:
            self.fail("invalid")
        return data


class PicturesField(serializers.ListField):
    """Several pictures."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(child=PictureField(), max_length=MAX_IMAGES, required=False, **kwargs)


class AltsField(serializers.ListField):
    """Alternative texts, each for the file at the same place."""

    def __init__(self, **kwargs: Any) -> None:
        child = serializers.CharField(max_length=MAX_ALT, allow_blank=True)
        super().__init__(child=child, max_length=MAX_IMAGES, required=False, **kwargs)


class PublicationChanges(WriteSerializer):
    """What may be changed; the fields that are not sent stay."""

    type = serializers.ChoiceField(Publication.Type.choices, required=False)
    title = serializers.CharField(max_length=200, required=False)
    content = serializers.CharField(max_length=MAX_CONTENT, required=False)
    excerpt = serializers.CharField(max_length=500, required=False, allow_blank=True, allow_null=True)
    category = serializers.CharField(max_length=60, required=False, allow_null=True)
    tags = TagsField(required=False, allow_null=True)
    status = serializers.ChoiceField(Publication.Status.choices, required=False)
    priority = serializers.ChoiceField(Publication.Priority.choices, required=False)
    is_pinned = serializers.BooleanField(required=False)
    allow_comments = serializers.BooleanField(required=False)
    scheduled_at = serializers.DateTimeField(required=False, allow_null=True)
    expires_at = serializers.DateTimeField(required=False, allow_null=True)
    cover_image = PictureField(required=False, allow_null=True)
    cover_image_alt = serializers.CharField(max_length=MAX_ALT, required=False, allow_blank=True)
    images = PicturesField()
    images_alt = AltsField()
    new_images = PicturesField()
    new_images_alt = AltsField()
    remove_images = serializers.ListField(
        child=serializers.CharField(max_length=300), max_length=MAX_IMAGES, required=False
    )


class PublicationBody(PublicationChanges):
    """A new publication: a draft unless `status` says otherwise."""

    type = serializers.ChoiceField(Publication.Type.choices)
    title = serializers.CharField(max_length=200)
    content = serializers.CharField(max_length=MAX_CONTENT)
    remove_images = None  # type: ignore[assignment]  # there is nothing to remove yet


class PublicationQuery(WriteSerializer):
    type = serializers.ChoiceField(Publication.Type.choices, required=False)
    status = serializers.ChoiceField(tuple(STATUSES), required=False)
    category = serializers.CharField(max_length=60, required=False, allow_blank=True)
    tag = serializers.CharField(max_length=50, required=False, allow_blank=True)
    priority = serializers.ChoiceField(Publication.Priority.choices, required=False)
    author = serializers.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
    pinned = serializers.BooleanField(required=False, allow_null=True, default=None)
    expired = serializers.BooleanField(required=False, allow_null=True, default=None)
    search = serializers.CharField(max_length=200, required=False, allow_blank=True)
    start_date = serializers.DateField(required=False)
    end_date = serializers.DateField(required=False)
    ordering = serializers.ChoiceField(
        [sign + name for name in ORDERINGS for sign in ("", "-")], default=DEFAULT_ORDERING
    )


FILTERS = frozenset(PublicationQuery._declared_fields)


def split(body: dict[str, Any]) -> tuple[PublicationFields, PictureChanges]:
    """A validated body as what the service takes: fields of the row, and what happens to the pictures."""
    fields = {name: value for name, value in body.items() if name not in PICTURE_NAMES}
    for name, empty in (("excerpt", ""), ("tags", [])):
        if name in fields:
            fields[name] = fields[name] or empty
    cover = body.get("cover_image")
    changes = PictureChanges(
        changes_cover="cover_image" in body,
        cover=Picture("cover_image", cover, body.get("cover_image_alt", "")) if cover else None,
        added=[*_pictures(body, "images"), *_pictures(body, "new_images")],
        removed=body.get("remove_images", []),
    )
    return PublicationFields(**fields), changes  # type: ignore[typeddict-item]  # validated by the serializers above


def _pictures(body: dict[str, Any], field: str) -> list[Picture]:
    alts = body.get(f"{field}_alt", [])
    sources = body.get(field, [])
    return [Picture(field, source, alts[i] if i < len(alts) else "") for i, source in enumerate(sources)]
