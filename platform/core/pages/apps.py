from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Public pages: kept rendered, protected, counted without cookies."""

    name = "core.pages"
    label = "core_pages"
