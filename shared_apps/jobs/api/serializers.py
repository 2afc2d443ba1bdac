"""Filters and, for the documentation, answers of the operators' API of jobs."""

from typing import Any

from rest_framework import serializers

from core.api.serializers import ListAnswer, WriteSerializer
from shared_apps.jobs import selectors


class JobFilters(WriteSerializer):
    """`municipality` is an INSEE code; `municipality_code` would name where the request itself belongs."""

    state = serializers.ChoiceField(choices=selectors.FILTERS, required=False)
    kind = serializers.CharField(max_length=100, required=False, allow_blank=True)
    municipality = serializers.CharField(max_length=5, required=False, allow_blank=True)


class JobAnswer(serializers.Serializer[Any]):
    """A job without its payload, which may hold personal data and codes."""

    id = serializers.CharField(help_text="job_001")
    municipality_code = serializers.CharField(allow_null=True)
    kind = serializers.CharField()
    key = serializers.CharField()
    state = serializers.ChoiceField(choices=selectors.STATES)
    attempts = serializers.IntegerField()
    max_attempts = serializers.IntegerField()
    due_at = serializers.DateTimeField()
    next_attempt_at = serializers.DateTimeField(allow_null=True)
    died_at = serializers.DateTimeField(allow_null=True)
    last_error = serializers.CharField(allow_blank=True)
    created_at = serializers.DateTimeField()


class JobList(ListAnswer):
    results = JobAnswer(many=True)


class FailingKind(serializers.Serializer[Any]):
    kind = serializers.CharField()
    failing = serializers.IntegerField()
    dead = serializers.IntegerField()
    last_error = serializers.CharField()


class Overview(serializers.Serializer[Any]):
    """Figures for supervision."""

    pending = serializers.IntegerField()
    running = serializers.IntegerField()
    failing = serializers.IntegerField(help_text="En attente d'un nouvel essai.")
    dead = serializers.IntegerField()
    oldest_due_at = serializers.DateTimeField(allow_null=True, help_text="Depuis quand le plus ancien est échu.")
    is_late = serializers.BooleanField(help_text="Un travail échu attend depuis plus de cinq minutes.")
    kinds = FailingKind(many=True)
