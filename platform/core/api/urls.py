"""The API's own description."""

from django.urls import path

from core.api.schema.views import DocumentationView, SchemaView

urlpatterns = [
    path("schema/", SchemaView.as_view(), name="api-schema"),
    path("docs/", DocumentationView.as_view(), name="api-docs"),
]
