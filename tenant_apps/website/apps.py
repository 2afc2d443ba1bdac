from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    """The mairie's public site: its configuration, sections and pages."""

    name = "tenant_apps.website"
    label = "website"

    def ready(self) -> None:
        from core.tenancy.hooks import on_provision
        from tenant_apps.website.services.provisioning import seed_site

        on_provision(seed_site)
