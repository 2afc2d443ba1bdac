"""Bodies, queries and answers of the alerts' endpoints."""

from typing import Any

from rest_framework import serializers

from core.api import ids
from core.api.pagination import DEFAULT_LIMIT, MAX_LIMIT
from core.api.serializers import EmailField, ListAnswer, PrefixedIdField, WriteSerializer
from core.api.timestamps import utc
from tenant_apps.notifications.models import Sending

PRIORITIES = ("low", "normal", "high", "urgent")


class SubscriptionBody(WriteSerializer):
    """An address and what it wants to hear of."""

    email = EmailField()
    communiques = serializers.BooleanField(default=False)
    events = serializers.BooleanField(default=False)
    categories = serializers.ListField(child=serializers.CharField(max_length=60), default=list, max_length=50)


class RecipientsQuery(WriteSerializer):
    """What is about to be published."""

    type = serializers.ChoiceField(choices=Sending.Subject.choices)
    priority = serializers.ChoiceField(choices=PRIORITIES, default="normal")
    category = serializers.CharField(default="", allow_blank=True, max_length=60)


class SendingsQuery(WriteSerializer):
    """The page asked for, for the documentation."""

    page = serializers.IntegerField(min_value=1, default=1)
    limit = serializers.IntegerField(min_value=1, max_value=MAX_LIMIT, default=DEFAULT_LIMIT)


class MessageAnswer(serializers.Serializer[Any]):
    message = serializers.CharField()


class RecipientsAnswer(serializers.Serializer[Any]):
    recipients = serializers.IntegerField(help_text="Abonnés confirmés que cela concerne.")
    mode = serializers.ChoiceField(Sending.Mode.choices)
    send_at = serializers.DateTimeField(allow_null=True, help_text="Heure du prochain résumé ; null : tout de suite.")
    subscribers = serializers.IntegerField(help_text="Abonnés confirmés en tout.")


class SendingAnswer(serializers.Serializer[Any]):
    id = PrefixedIdField("snd")
    mode = serializers.ChoiceField(Sending.Mode.choices)
    subject = serializers.ChoiceField(Sending.Subject.choices)
    target = serializers.CharField(help_text="Identifiant de la publication ou de l'événement.")
    title = serializers.CharField()
    recipients = serializers.IntegerField(allow_null=True, help_text="null tant que l'envoi n'est pas préparé.")
    sent = serializers.IntegerField(help_text="Courriels déjà partis.")
    created_at = serializers.DateTimeField()
    planned_at = serializers.DateTimeField(allow_null=True)


class SendingListAnswer(ListAnswer):
    results = SendingAnswer(many=True)


def sending_answer(sending: Sending) -> dict[str, Any]:
    """One line of the log."""
    return {
        "id": ids.encode("snd", sending.pk),
        "mode": sending.mode,
        "subject": sending.subject,
        "target": sending.target,
        "title": sending.title,
        "recipients": sending.recipients if sending.planned_at else None,
        "sent": sending.sent,
        "created_at": utc(sending.created_at),
        "planned_at": utc(sending.planned_at),
    }
