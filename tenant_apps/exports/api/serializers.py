"""Queries of the export endpoints, their answers, and the documentation of those."""

from datetime import date
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from core.api import ids
from core.api.serializers import ListAnswer, WriteSerializer
from core.api.timestamps import utc
from tenant_apps.exports.models import Export
from tenant_apps.exports.services.exports import ID_PREFIX
from tenant_apps.exports.services.links import link_to

FORMATS = ["csv", "xlsx", "pdf"]
PERIODS = ["week", "month", "year"]
# Far enough from the ends of the calendar for every time zone.
WITHIN = [MinValueValidator(date(1900, 1, 1)), MaxValueValidator(date(2999, 12, 31))]


class TableQuery(WriteSerializer):
    """The form of the file and the days it covers, both included."""

    format = serializers.ChoiceField(FORMATS, default="xlsx")
    start_date = serializers.DateField(required=False, allow_null=True, validators=WITHIN)
    end_date = serializers.DateField(required=False, allow_null=True, validators=WITHIN)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        first, last = attrs.get("start_date"), attrs.get("end_date")
        if first and last and last < first:
            raise serializers.ValidationError({"end_date": [_("La date de fin précède la date de début.")]})
        return attrs


class StatsQuery(WriteSerializer):
    """The form of the file and the period that ends today."""

    format = serializers.ChoiceField(FORMATS, default="pdf")
    period = serializers.ChoiceField(PERIODS, default="month")


class LinkAnswer(serializers.Serializer[Any]):
    download_url = serializers.CharField()
    expires_at = serializers.DateTimeField()


class PendingAnswer(serializers.Serializer[Any]):
    status = serializers.ChoiceField(["pending"])


class AuthorAnswer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()


class ExportAnswer(serializers.Serializer[Any]):
    id = serializers.CharField()
    type = serializers.ChoiceField(Export.Kind.choices)
    format = serializers.ChoiceField(Export.Format.choices)
    filename = serializers.CharField()
    parameters = serializers.DictField()
    status = serializers.ChoiceField(Export.State.choices)
    size = serializers.IntegerField()
    rows = serializers.IntegerField()
    error = serializers.CharField()
    created_by = AuthorAnswer(allow_null=True)
    created_at = serializers.DateTimeField()
    available_until = serializers.DateTimeField()
    download_url = serializers.CharField()
    expires_at = serializers.DateTimeField()


class VisitorBody(WriteSerializer):
    email = serializers.EmailField(max_length=254)


class VisitorErasureAnswer(serializers.Serializer[Any]):
    removed = serializers.DictField(child=serializers.IntegerField())


class ErasureAnswer(VisitorErasureAnswer):
    account_id = serializers.IntegerField()


class ExportsAnswer(ListAnswer):
    results = ExportAnswer(many=True)


def link_answer(export: Export) -> dict[str, Any]:
    """The contract's answer to a request for an export."""
    link = link_to(export)
    return {"download_url": link.url, "expires_at": utc(link.expires_at)}


def export_answer(export: Export) -> dict[str, Any]:
    """An export with its state and a new link."""
    author = export.created_by
    return {
        "id": ids.encode(ID_PREFIX, export.pk),
        "type": export.kind,
        "format": export.format,
        "filename": export.name,
        "parameters": export.parameters,
        "status": export.state,
        "size": export.size,
        "rows": export.row_count,
        "error": export.error,
        "created_by": {"id": author.pk, "name": author.full_name} if author else None,
        "created_at": utc(export.created_at),
        "available_until": utc(export.expires_at),
        **link_answer(export),
    }
