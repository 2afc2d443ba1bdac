"""Addresses of stored files, under /media/ on every host."""

from django.urls import path

from tenant_apps.media.site.views import FileView

urlpatterns = [path("<path:name>", FileView.as_view(), name="media-file")]
