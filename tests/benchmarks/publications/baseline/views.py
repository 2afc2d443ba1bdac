"""The list, as a ModelViewSet with everything joined or prefetched."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from rest_framework import viewsets

from tests.benchmarks.publications.baseline.models import Like, Publication
from tests.benchmarks.publications.baseline.serializers import PublicationSerializer


class PublicationViewSet(viewsets.ModelViewSet[Publication]):
    serializer_class = PublicationSerializer

    def get_queryset(self) -> QuerySet[Publication]:
        now = timezone.now()
        likes: Any = Like.objects.filter(publication=OuterRef("pk"), user=self.request.user.pk)
        on_line = Q(status="published") | Q(status="scheduled", scheduled_at__lte=now)
        return (
            Publication.objects.filter(on_line, Q(expires_at=None) | Q(expires_at__gt=now))
            .select_related("author", "category", "cover")
            .prefetch_related("images__media")
            .annotate(liked_by_me=Exists(likes))
            .order_by("-is_pinned", "-created_at", "-id")
        )
