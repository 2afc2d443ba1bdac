"""Bodies and filters of conversations."""

from typing import Any

from rest_framework import serializers

from core.api.serializers import PrefixedIdField, WriteSerializer
from tenant_apps.messages.models import Conversation
from tenant_apps.messages.services.attachments import MAX_FILES
from tenant_apps.messages.services.writing import MAX_CONTENT

LARGEST = 2**63 - 1
LAST_MESSAGE = "Dernier message lu ; 409 s'il y en a un plus récent."
STATUSES = ("unread", "read", "archived")


class FilesField(serializers.ListField):
    """Documents and images."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(child=serializers.FileField(), max_length=MAX_FILES, required=False, **kwargs)


class ConversationBody(WriteSerializer):
    """A new conversation; with `citizen_id` the mairie writes to that account."""

    subject = serializers.CharField(max_length=200)
    content = serializers.CharField(max_length=MAX_CONTENT)
    category = serializers.ChoiceField(Conversation.Category.choices, required=False)
    citizen_id = serializers.IntegerField(min_value=1, max_value=LARGEST, required=False, allow_null=True)
    attachments = FilesField()


class ReplyBody(WriteSerializer):
    content = serializers.CharField(max_length=MAX_CONTENT)
    attachments = FilesField()
    is_internal = serializers.BooleanField(required=False, default=False, help_text="Note que le personnel seul lit.")
    last_message_id = PrefixedIdField("msg", required=False, allow_null=True, help_text=LAST_MESSAGE)


class ConversationChanges(WriteSerializer):
    status = serializers.ChoiceField(STATUSES, required=False)
    priority = serializers.ChoiceField(Conversation.Priority.choices, required=False)
    category = serializers.ChoiceField(Conversation.Category.choices, required=False)
    assignee_id = serializers.IntegerField(min_value=1, max_value=LARGEST, required=False, allow_null=True)
    last_message_id = PrefixedIdField("msg", required=False, allow_null=True, help_text=LAST_MESSAGE)


class ConversationQuery(WriteSerializer):
    status = serializers.ChoiceField(STATUSES, required=False)
    category = serializers.ChoiceField(Conversation.Category.choices, required=False)
    priority = serializers.ChoiceField(Conversation.Priority.choices, required=False)
    assignee = serializers.IntegerField(
        min_value=0, max_value=LARGEST, required=False, help_text="Numéro du compte qui suit ; 0 : personne."
    )
    search = serializers.CharField(max_length=200, required=False, allow_blank=True)


class CannedReplyBody(WriteSerializer):
    title = serializers.CharField(max_length=120)
    content = serializers.CharField(max_length=MAX_CONTENT)


class CannedReplyChanges(WriteSerializer):
    title = serializers.CharField(max_length=120, required=False)
    content = serializers.CharField(max_length=MAX_CONTENT, required=False)
