"""Addresses of the library, under /api/v1/media/."""

from django.urls import path

from tenant_apps.media.api.views import LibraryView, MediaView, UploadView

urlpatterns = [
    path("", LibraryView.as_view(), name="media-list"),
    path("upload/", UploadView.as_view(), name="media-upload"),
    path("<str:media_id>/", MediaView.as_view(), name="media-detail"),
]
