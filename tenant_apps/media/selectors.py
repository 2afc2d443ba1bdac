"""Reads of the library, and the addresses of a media's pictures."""

import re
from urllib.parse import urlsplit

from django.contrib.postgres.search import SearchQuery
from django.db.models import Count, Expression, Func, Q, QuerySet, Sum, TextField, Value
from django.db.models.functions import Lower
from django.db.models.lookups import Contains

from core.api import ids
from core.api.errors import NotFoundError
from core.tenancy.storage import media_url
from tenant_apps.media.models import Media, MediaType
from tenant_apps.media.services import quota, usage
from tenant_apps.media.services.naming import thumbnail_name, width_name
from tenant_apps.media.services.usage import Usage

MAX_SEARCH_WORDS = 10


def library(*, type: str = "", folder: str = "", search: str = "") -> QuerySet[Media]:
    """Media that match every filter given, newest first."""
    return Media.objects.filter(_wanted(type, folder, search)).order_by("-pk")


def library_totals(*, type: str = "", folder: str = "", search: str = "") -> tuple[int, dict[str, int]]:
    """How many media match the filters, and the storage used and allowed by the whole library, in one query."""
    wanted = _wanted(type, folder, search)
    totals = Media.objects.aggregate(count=Count("pk", filter=wanted), used=Sum("size"))
    return totals["count"], {"used": totals["used"] or 0, "limit": quota.limit()}


def media_by_id(*, media_id: int) -> Media:
    """One media of the mairie, or NotFoundError."""
    media = Media.objects.filter(pk=media_id).first()
    if media is None:
        raise NotFoundError
    return media


def usages_of(*, media: Media) -> list[Usage]:
    """The places that show a media, which must let go of it before it can be deleted."""
    return usage.places([media.pk])


def reference_key(reference: str) -> str:
    """What a text refers to: a prefixed id as it is, an address of a file as the name it is stored under."""
    path = urlsplit(reference.strip()).path
    prefix = urlsplit(media_url("-")).path.removesuffix("-")
    return path.removeprefix(prefix)


def image_by_reference(*, reference: str) -> int | None:
    """The number of the image that an id (`media_001`) or an address refers to, None when there is none."""
    key = reference_key(reference)
    number = ids.parse("media", key)
    images = Media.objects.filter(type=MediaType.IMAGE)
    found = images.filter(pk=number) if number else images.filter(name=key)
    media_id: int | None = found.values_list("pk", flat=True).first()
    return media_id


def thumbnail_url(*, name: str, type: str) -> str | None:
    """Address of an image's thumbnail, which exists from the moment of its upload; other types have none."""
    return media_url(thumbnail_name(name)) if type == MediaType.IMAGE else None


def rendition_urls(*, name: str, widths: list[int]) -> list[dict[str, int | str]]:
    """The WebP widths made so far, narrowest first, for `srcset`."""
    return [{"width": width, "url": media_url(width_name(name, width))} for width in widths]


def _wanted(type: str, folder: str, search: str) -> Q:
    wanted = Q()
    if type:
        wanted &= Q(type=type)
    if folder:
        wanted &= Q(folder=folder)
    return wanted & _found(search) if search.strip() else wanted


def _found(search: str) -> Q:
    """Every word is the start of a word of the file name or description, or the text is a part of the file name."""
    words = re.findall(r"[^\W_]+", search)[:MAX_SEARCH_WORDS]
    if not words:
        return Q(pk__in=[])
    query = SearchQuery(" & ".join(f"{word}:*" for word in words), search_type="raw", config="extensions.french")
    plain, wanted = _unaccented(Lower("original_filename")), _unaccented(Value(search.strip().lower()))
    return Q(search=query) | Q(Contains(plain, wanted))


def _unaccented(expression: Expression) -> Func:
    return Func(expression, function="extensions.immutable_unaccent", output_field=TextField())
