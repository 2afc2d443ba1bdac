from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Public pages: kept rendered, protected, counted without cookies."""

    name = "core.pages"
    label = "core_pages"

    def ready(self) -> None:
        from django.urls.converters import register_converter

        from core.pages.converters import RowConverter

        register_converter(RowConverter, "row")
