from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    """The mairie's public site: its configuration, sections and pages."""

    name = "tenant_apps.website"
    label = "website"
