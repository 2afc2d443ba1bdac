"""The contract's publication, as a ModelSerializer."""

from typing import Any

from django.utils import timezone
from rest_framework import serializers

from tests.benchmarks.publications.baseline.models import Publication, User


class AuthorSerializer(serializers.ModelSerializer[User]):
    name = serializers.CharField(source="full_name")
    avatar_url = serializers.SerializerMethodField()
    role = serializers.CharField(source="get_role_display")

    class Meta:
        model = User
        fields = ["id", "name", "avatar_url", "role"]

    def get_avatar_url(self, user: User) -> str | None:
        return user.avatar.url if user.avatar else None


class PublicationSerializer(serializers.ModelSerializer[Publication]):
    id = serializers.SerializerMethodField()
    cover_image = serializers.SerializerMethodField()
    cover_image_alt = serializers.CharField(source="cover.alt_text", default=None)
    images = serializers.SerializerMethodField()
    author = AuthorSerializer()
    category = serializers.CharField(source="category.slug", default=None)
    likes = serializers.IntegerField(source="likes_count")
    views = serializers.IntegerField(source="views_count")
    liked_by_me = serializers.BooleanField()
    is_expired = serializers.SerializerMethodField()

    class Meta:
        model = Publication
        fields = [
            "id", "type", "title", "content", "excerpt", "cover_image", "cover_image_alt", "images", "author", "status",
            "category", "tags", "priority", "likes", "comments_count", "views", "liked_by_me", "is_pinned",
            "allow_comments", "created_at", "updated_at", "published_at", "scheduled_at", "expires_at", "is_expired",
        ]  # fmt: skip

    def get_id(self, publication: Publication) -> str:
        return f"pub_{publication.pk:03d}"

    def get_cover_image(self, publication: Publication) -> str | None:
        return publication.cover.file.url if publication.cover else None

    def get_images(self, publication: Publication) -> list[str]:
        return [image.media.file.url for image in publication.images.all()]

    def get_is_expired(self, publication: Publication) -> bool:
        now: Any = self.context.setdefault("now", timezone.now())
        return bool(publication.expires_at and publication.expires_at <= now)
