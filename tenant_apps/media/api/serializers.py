"""Bodies and query of the library's endpoints, their answers, and the documentation of those."""

from typing import Any

from rest_framework import serializers

from core.api import ids
from core.api.serializers import ListAnswer, PageParameters, WriteSerializer
from core.api.timestamps import utc
from core.tenancy.storage import media_url
from tenant_apps.media.models import Media, MediaType
from tenant_apps.media.selectors import rendition_urls, thumbnail_url
from tenant_apps.media.services.library import ID_PREFIX

DEFAULT_FOLDER = "general"


class UploadBody(WriteSerializer):
    """One file with where it goes and what it shows; without `type` the content alone tells it."""

    file = serializers.FileField(allow_empty_file=True, max_length=255)
    type = serializers.ChoiceField(choices=MediaType.choices, required=False)
    folder = serializers.CharField(default=DEFAULT_FOLDER, max_length=40)
    alt_text = serializers.CharField(default="", allow_blank=True, max_length=500)


class UpdateBody(WriteSerializer):
    """Only the fields sent are changed."""

    folder = serializers.CharField(required=False, max_length=40)
    alt_text = serializers.CharField(required=False, allow_blank=True, max_length=500)


class LibraryQuery(WriteSerializer):
    """Filters of the list; empty ones do not count."""

    type = serializers.ChoiceField(choices=MediaType.choices, default="")
    folder = serializers.CharField(default="", allow_blank=True, max_length=40)
    search = serializers.CharField(default="", allow_blank=True, max_length=200)


class LibraryParameters(PageParameters, LibraryQuery):
    """The filters with the page asked for, for the documentation."""


class RenditionAnswer(serializers.Serializer[Any]):
    width = serializers.IntegerField()
    url = serializers.CharField()


class UsageAnswer(serializers.Serializer[Any]):
    kind = serializers.CharField()
    id = serializers.CharField()
    title = serializers.CharField()


class MediaAnswer(serializers.Serializer[Any]):
    id = serializers.CharField()
    url = serializers.CharField()
    thumbnail_url = serializers.CharField(allow_null=True)
    filename = serializers.CharField()
    original_filename = serializers.CharField()
    type = serializers.ChoiceField(choices=MediaType.choices)
    folder = serializers.CharField()
    mime_type = serializers.CharField()
    size = serializers.IntegerField()
    width = serializers.IntegerField(allow_null=True)
    height = serializers.IntegerField(allow_null=True)
    alt_text = serializers.CharField()
    created_at = serializers.DateTimeField()


class MediaDetailAnswer(MediaAnswer):
    renditions = RenditionAnswer(many=True)
    usages = UsageAnswer(many=True)


class StorageAnswer(serializers.Serializer[Any]):
    used = serializers.IntegerField()
    limit = serializers.IntegerField()


class LibraryAnswer(ListAnswer):
    storage = StorageAnswer()
    results = MediaAnswer(many=True)


def media_answer(media: Media) -> dict[str, Any]:
    """A media as lists show it."""
    return {
        "id": ids.encode(ID_PREFIX, media.pk),
        "url": media_url(media.name),
        "thumbnail_url": thumbnail_url(name=media.name, type=media.type),
        "filename": media.name.rpartition("/")[2],
        "original_filename": media.original_filename,
        "type": media.type,
        "folder": media.folder,
        "mime_type": media.mime_type,
        "size": media.size,
        "width": media.width,
        "height": media.height,
        "alt_text": media.alt_text,
        "created_at": utc(media.created_at),
    }


def detail_answer(media: Media, usages: list[Any]) -> dict[str, Any]:
    """A media with its pictures and the places that show it."""
    renditions = rendition_urls(name=media.name, widths=media.widths)
    return {**media_answer(media), "renditions": renditions, "usages": usages}
