from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    """The mairie's public site: its configuration, sections and pages."""

    name = "tenant_apps.website"
    label = "website"

    def ready(self) -> None:
        from core.mail import reply_to_from
        from core.tenancy.hooks import on_provision
        from tenant_apps.media.services import usage
        from tenant_apps.website.selectors.contact import reply_address
        from tenant_apps.website.selectors.usage import places_of_media
        from tenant_apps.website.services.provisioning import seed_site

        on_provision(seed_site)
        reply_to_from(reply_address)
        usage.register(places_of_media)
