"""Answers, for the documentation: reads are built from plain values and never pass through these."""

from typing import Any

from rest_framework import serializers

from core.api.serializers import ListAnswer, PrefixedIdField
from tenant_apps.publications.models import Comment, Publication


class PersonAnswer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    avatar_url = serializers.CharField(allow_null=True)


class AuthorAnswer(PersonAnswer):
    role = serializers.CharField(help_text="Libellé : Maire, Administrateur, Modérateur ou Citoyen.")


class RenditionAnswer(serializers.Serializer[Any]):
    width = serializers.IntegerField()
    url = serializers.CharField()


class ImageAnswer(serializers.Serializer[Any]):
    id = PrefixedIdField("img")
    media_id = PrefixedIdField("media")
    url = serializers.CharField()
    thumbnail_url = serializers.CharField()
    alt_text = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    renditions = RenditionAnswer(many=True)


class PublicationAnswer(serializers.Serializer[Any]):
    id = PrefixedIdField("pub")
    type = serializers.ChoiceField(Publication.Type.choices)
    title = serializers.CharField()
    content = serializers.CharField(help_text="Texte simple, ou HTML assaini.")
    excerpt = serializers.CharField()
    cover_image = serializers.CharField(allow_null=True)
    cover_image_alt = serializers.CharField(allow_null=True)
    images = serializers.ListField(child=serializers.CharField())
    author = AuthorAnswer()
    status = serializers.ChoiceField(Publication.Status.choices)
    category = serializers.CharField(allow_null=True)
    tags = serializers.ListField(child=serializers.CharField())
    priority = serializers.ChoiceField(Publication.Priority.choices)
    likes = serializers.IntegerField()
    comments_count = serializers.IntegerField()
    views = serializers.IntegerField()
    liked_by_me = serializers.BooleanField()
    is_pinned = serializers.BooleanField()
    allow_comments = serializers.BooleanField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    published_at = serializers.DateTimeField(allow_null=True)
    scheduled_at = serializers.DateTimeField(allow_null=True)
    expires_at = serializers.DateTimeField(allow_null=True)
    is_expired = serializers.BooleanField()


class PublicationListAnswer(ListAnswer):
    results = PublicationAnswer(many=True)


class PublicationWithGalleryAnswer(PublicationAnswer):
    gallery = ImageAnswer(many=True)


class PublicationChangedAnswer(PublicationWithGalleryAnswer):
    message = serializers.CharField()


class CommentAnswer(serializers.Serializer[Any]):
    id = PrefixedIdField("com")
    parent_id = PrefixedIdField("com", allow_null=True)
    content = serializers.CharField(help_text="Texte simple ; vide quand le commentaire a été retiré.")
    author = PersonAnswer()
    status = serializers.ChoiceField(Comment.Status.choices)
    created_at = serializers.DateTimeField()


class ThreadAnswer(CommentAnswer):
    replies = CommentAnswer(many=True)
    replies_count = serializers.IntegerField()


class PublicationDetailAnswer(PublicationWithGalleryAnswer):
    comments = ThreadAnswer(many=True)


class ThreadListAnswer(ListAnswer):
    results = ThreadAnswer(many=True)


class LikeAnswer(serializers.Serializer[Any]):
    liked = serializers.BooleanField()
    likes_count = serializers.IntegerField()


class MessageAnswer(serializers.Serializer[Any]):
    message = serializers.CharField()


class CategoryAnswer(serializers.Serializer[Any]):
    slug = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # Field has an attribute of that name
    color = serializers.CharField()
    order = serializers.IntegerField()


class CategoryListAnswer(serializers.Serializer[Any]):
    categories = CategoryAnswer(many=True)


class CategoryChangedAnswer(CategoryAnswer):
    message = serializers.CharField()


class CommentedPublicationAnswer(serializers.Serializer[Any]):
    id = PrefixedIdField("pub")
    title = serializers.CharField()


class ModeratedCommentAnswer(CommentAnswer):
    publication = CommentedPublicationAnswer()
    reports_count = serializers.IntegerField()
    report_reasons = serializers.ListField(child=serializers.CharField())


class ModerationQueueAnswer(ListAnswer):
    results = ModeratedCommentAnswer(many=True)


class ModerationAnswer(serializers.Serializer[Any]):
    action = serializers.CharField()
    updated_count = serializers.IntegerField()
    updated = serializers.ListField(child=PrefixedIdField("com"))
    message = serializers.CharField()


class BlockedAnswer(serializers.Serializer[Any]):
    user = PersonAnswer()
    reason = serializers.CharField()
    blocked_by = PersonAnswer()
    created_at = serializers.DateTimeField()


class BlockedListAnswer(ListAnswer):
    results = BlockedAnswer(many=True)
