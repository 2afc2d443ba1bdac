"""Answers, for the documentation: reads are built from plain values and never pass through these."""

from typing import Any

from rest_framework import serializers

from core.api.serializers import ListAnswer, PrefixedIdField
from tenant_apps.messages.api.serializers.conversations import STATUSES
from tenant_apps.messages.models import Conversation

SENDERS = ("citizen", "moderator", "admin", "mayor")


class PersonAnswer(serializers.Serializer[Any]):
    id = serializers.IntegerField(allow_null=True, help_text="Absent : une personne sans compte.")
    name = serializers.CharField()
    avatar_url = serializers.CharField(allow_null=True)


class CorrespondentAnswer(PersonAnswer):
    email = serializers.CharField()


class LastMessageAnswer(serializers.Serializer[Any]):
    id = PrefixedIdField("msg")
    content = serializers.CharField()
    sender_type = serializers.ChoiceField(SENDERS)
    created_at = serializers.DateTimeField()


class ConversationAnswer(serializers.Serializer[Any]):
    id = PrefixedIdField("conv")
    citizen = CorrespondentAnswer()
    subject = serializers.CharField()
    last_message = LastMessageAnswer(allow_null=True)
    unread_count = serializers.IntegerField()
    status = serializers.ChoiceField(STATUSES)
    priority = serializers.ChoiceField(Conversation.Priority.choices)
    category = serializers.ChoiceField(Conversation.Category.choices)
    assignee = PersonAnswer(allow_null=True, required=False, help_text="Pour le personnel seulement.")
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class ConversationListAnswer(ListAnswer):
    unread_count = serializers.IntegerField(help_text="Conversations non lues, sans compter les filtres.")
    results = ConversationAnswer(many=True)


class AttachmentAnswer(serializers.Serializer[Any]):
    id = PrefixedIdField("att")
    name = serializers.CharField()
    url = serializers.CharField(help_text="Lien signé, valable une heure.")
    size = serializers.IntegerField()
    mime_type = serializers.CharField()


class MessageAnswer(serializers.Serializer[Any]):
    id = PrefixedIdField("msg")
    content = serializers.CharField()
    sender_type = serializers.ChoiceField(SENDERS)
    sender = PersonAnswer()
    attachments = AttachmentAnswer(many=True)
    is_internal = serializers.BooleanField(required=False, help_text="Pour le personnel seulement.")
    read_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class ConversationDetailAnswer(ConversationAnswer):
    messages = MessageAnswer(many=True)


class ConversationChangedAnswer(ConversationAnswer):
    message = serializers.CharField()


class CannedReplyAnswer(serializers.Serializer[Any]):
    id = PrefixedIdField("canned")
    title = serializers.CharField()
    content = serializers.CharField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class CannedReplyListAnswer(ListAnswer):
    results = CannedReplyAnswer(many=True)
