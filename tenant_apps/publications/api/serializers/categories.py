"""Bodies of categories."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from core.api.serializers import WriteSerializer

COLOR_ERROR: dict[str, Any] = {"invalid": _("Une couleur s'écrit #RRVVBB.")}
LARGEST_ORDER = 10_000


class CategoryChanges(WriteSerializer):
    label = serializers.CharField(max_length=60, required=False)  # type: ignore[assignment]  # Field has one too
    color = serializers.RegexField(r"^#[0-9A-Fa-f]{6}\Z", required=False, error_messages=COLOR_ERROR)
    slug = serializers.CharField(max_length=60, required=False)
    order = serializers.IntegerField(min_value=0, max_value=LARGEST_ORDER, required=False)


class CategoryBody(CategoryChanges):
    label = serializers.CharField(max_length=60)
    color = serializers.RegexField(r"^#[0-9A-Fa-f]{6}\Z", error_messages=COLOR_ERROR)
