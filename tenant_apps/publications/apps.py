from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    """What the mairie publishes, with its categories, likes, comments and views."""

    name = "tenant_apps.publications"
    label = "publications"

    def ready(self) -> None:
        from core.pages.audience import on_visits
        from core.tenancy.hooks import on_provision
        from tenant_apps.media.services import usage
        from tenant_apps.publications.selectors.usage import places_of_media
        from tenant_apps.publications.services.categories import seed_categories
        from tenant_apps.publications.services.view_counts import record_visits

        on_provision(seed_categories)
        usage.register(places_of_media)
        on_visits(record_visits)
