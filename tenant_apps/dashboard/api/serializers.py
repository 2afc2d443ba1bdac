"""Queries of the dashboard, and its answers for the documentation."""

from typing import Any

from rest_framework import serializers

from core.api.serializers import ListAnswer, WriteSerializer
from tenant_apps.dashboard.selectors.charts import ALL, PERIODS, TYPES

DIRECTIONS = ("up", "down", "stable")


class ChartsQuery(WriteSerializer):
    period = serializers.ChoiceField(PERIODS, default="week")
    type = serializers.ChoiceField(TYPES, default=ALL)


class TrendAnswer(serializers.Serializer[Any]):
    total = serializers.IntegerField()
    trend = serializers.FloatField(help_text="En %, ce mois-ci jusqu'à ce jour face aux mêmes jours du mois précédent.")
    trend_direction = serializers.ChoiceField(DIRECTIONS)


class CitizensAnswer(TrendAnswer):
    new_this_month = serializers.IntegerField()


class PublicationsAnswer(TrendAnswer):
    posts = serializers.IntegerField()
    communiques = serializers.IntegerField()


class EventsAnswer(TrendAnswer):
    upcoming = serializers.IntegerField()
    this_week = serializers.IntegerField()


class MessagesAnswer(TrendAnswer):
    unread = serializers.IntegerField()


class EngagementAnswer(serializers.Serializer[Any]):
    likes_total = serializers.IntegerField()
    comments_total = serializers.IntegerField()
    views_total = serializers.IntegerField()
    average_engagement_rate = serializers.FloatField(help_text="(mentions « j'aime » + commentaires) / vues, en %.")


class StatsAnswer(serializers.Serializer[Any]):
    citizens = CitizensAnswer()
    publications = PublicationsAnswer()
    events = EventsAnswer()
    messages = MessagesAnswer()
    engagement = EngagementAnswer()


def numbers() -> serializers.ListField:
    return serializers.ListField(child=serializers.IntegerField())


def texts() -> serializers.ListField:
    return serializers.ListField(child=serializers.CharField())


class VisitsChartAnswer(serializers.Serializer[Any]):
    labels = texts()
    data = numbers()  # type: ignore[assignment]  # a serializer has an attribute of that name


class PublicationsChartAnswer(serializers.Serializer[Any]):
    labels = texts()
    posts = numbers()
    communiques = numbers()


class EngagementChartAnswer(serializers.Serializer[Any]):
    labels = texts()
    likes = numbers()
    comments = numbers()


class DistributionAnswer(serializers.Serializer[Any]):
    labels = texts()
    data = numbers()  # type: ignore[assignment]  # a serializer has an attribute of that name
    colors = texts()


class DemographicsAnswer(serializers.Serializer[Any]):
    age_groups = serializers.DictField(child=serializers.IntegerField())
    devices = serializers.DictField(child=serializers.IntegerField())


class ChartsAnswer(serializers.Serializer[Any]):
    period = serializers.ChoiceField(PERIODS)
    visits_chart = VisitsChartAnswer()
    publications_chart = PublicationsChartAnswer()
    engagement_chart = EngagementChartAnswer()
    category_distribution = DistributionAnswer()
    audience_demographics = DemographicsAnswer()


class ActorAnswer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    avatar_url = serializers.CharField(allow_null=True)


class ActivityAnswer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    type = serializers.CharField()
    title = serializers.CharField()
    description = serializers.CharField()
    user = ActorAnswer(allow_null=True)
    timestamp = serializers.DateTimeField()
    icon = serializers.CharField(help_text="Nom d'une icône de lucide.")
    color = serializers.CharField()
    target = serializers.CharField()


class ActivityListAnswer(ListAnswer):
    results = ActivityAnswer(many=True)
