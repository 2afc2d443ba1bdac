"""Reads of the library, and the addresses of a media's pictures."""

import re

from django.contrib.postgres.search import SearchQuery
from django.db.models import F, Func, Q, QuerySet, Value
from django.db.models.functions import Lower

from core.api.errors import NotFoundError
from core.tenancy.storage import media_url
from tenant_apps.media.models import Media, MediaType
from tenant_apps.media.services import quota, usage
from tenant_apps.media.services.naming import thumbnail_name, width_name
from tenant_apps.media.services.usage import Usage

MAX_SEARCH_WORDS = 10


def library(*, type: str = "", folder: str = "", search: str = "") -> QuerySet[Media]:
    """Media that match every filter given, newest first."""
    media = Media.objects.order_by("-pk")
    if type:
        media = media.filter(type=type)
    if folder:
        media = media.filter(folder=folder)
    return _matching(media, search) if search.strip() else media


def media_by_id(*, media_id: int) -> Media:
    """One media of the mairie, or NotFoundError."""
    media = Media.objects.filter(pk=media_id).first()
    if media is None:
        raise NotFoundError
    return media


def usages_of(*, media: Media) -> list[Usage]:
    """The places that show a media, which must let go of it before it can be deleted."""
    return usage.places([media.pk])


def storage_use() -> dict[str, int]:
    """Bytes used and allowed."""
    return {"used": quota.used(), "limit": quota.limit()}


def thumbnail_url(*, name: str, type: str) -> str | None:
    """Address of an image's thumbnail, which exists from the moment of its upload; other types have none."""
    return media_url(thumbnail_name(name)) if type == MediaType.IMAGE else None


def rendition_urls(*, name: str, widths: list[int]) -> list[dict[str, int | str]]:
    """The WebP widths made so far, narrowest first, for `srcset`."""
    return [{"width": width, "url": media_url(width_name(name, width))} for width in widths]


def _matching(media: QuerySet[Media], search: str) -> QuerySet[Media]:
    """Every word is the start of a word of the file name or description, or the text is a part of the file name."""
    words = re.findall(r"[^\W_]+", search)[:MAX_SEARCH_WORDS]
    if not words:
        return media.none()
    query = SearchQuery(" & ".join(f"{word}:*" for word in words), search_type="raw", config="extensions.french")
    plain = Func(Lower(F("original_filename")), function="extensions.immutable_unaccent")
    wanted = Func(Value(search.strip().lower()), function="extensions.immutable_unaccent")
    return media.alias(plain=plain).filter(Q(search=query) | Q(plain__contains=wanted))
