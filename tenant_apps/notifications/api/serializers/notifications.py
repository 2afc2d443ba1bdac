"""Query of the list, and the answers."""

from typing import Any

from rest_framework import serializers

from core.api import ids
from core.api.serializers import ListAnswer, PageParameters, PrefixedIdField, WriteSerializer
from core.api.timestamps import utc
from tenant_apps.notifications.models import Notification


class ListQuery(WriteSerializer):
    """Filters of the list; what is not sent does not filter."""

    is_read = serializers.BooleanField(required=False, allow_null=True, default=None)
    type = serializers.CharField(default="", allow_blank=True, max_length=40)


class ListParameters(PageParameters, ListQuery):
    """The filters with the page asked for, for the documentation."""


class NotificationAnswer(serializers.Serializer[Any]):
    id = PrefixedIdField("notif")
    type = serializers.CharField(help_text="`new_message`, `new_comment`, `event_reminder`, `event_invitation`, …")
    title = serializers.CharField()
    message = serializers.CharField()
    data = serializers.DictField(  # type: ignore[assignment]  # the contract's name, which DRF uses for something else
        help_text="Identifiants de ce dont il s'agit : `conversation_id`, `event_id`, …"
    )
    is_read = serializers.BooleanField()
    created_at = serializers.DateTimeField()


class NotificationListAnswer(ListAnswer):
    unread_count = serializers.IntegerField(help_text="Non lues en tout, quels que soient les filtres.")
    results = NotificationAnswer(many=True)


class ReadAnswer(serializers.Serializer[Any]):
    is_read = serializers.BooleanField()


class AllReadAnswer(serializers.Serializer[Any]):
    message = serializers.CharField()
    updated_count = serializers.IntegerField()


def notification_answer(notification: Notification) -> dict[str, Any]:
    """One entry of the list."""
    return {
        "id": ids.encode("notif", notification.pk),
        "type": notification.type,
        "title": notification.title,
        "message": notification.message,
        "data": notification.data,
        "is_read": notification.is_read,
        "created_at": utc(notification.created_at),
    }
