"""Bodies and filters of comments and their moderation."""

from rest_framework import serializers

from core.api.serializers import PrefixedIdField, WriteSerializer
from tenant_apps.publications.models import Comment
from tenant_apps.publications.services.comments import MAX_COMMENT

MAX_BULK = 200


class CommentBody(WriteSerializer):
    content = serializers.CharField(max_length=MAX_COMMENT)
    parent_id = PrefixedIdField("com", required=False, allow_null=True)


class ThreadQuery(WriteSerializer):
    parent_id = PrefixedIdField("com", required=False, help_text="Les réponses à ce commentaire.")


class ReportBody(WriteSerializer):
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class ModerationBody(WriteSerializer):
    ids = serializers.ListField(child=PrefixedIdField("com"), min_length=1, max_length=MAX_BULK)
    action = serializers.ChoiceField(["hide", "restore", "delete"])


class ModerationQuery(WriteSerializer):
    status = serializers.ChoiceField([Comment.Status.VISIBLE.value, Comment.Status.HIDDEN.value], required=False)
    reported = serializers.BooleanField(required=False, allow_null=True, default=None)
    author = serializers.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
    publication = PrefixedIdField("pub", required=False)


class BlockBody(WriteSerializer):
    user_id = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
