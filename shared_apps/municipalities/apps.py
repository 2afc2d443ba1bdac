from django.apps import AppConfig


class MunicipalitiesConfig(AppConfig):
    """The register of communes, the mairies of the platform and their addresses, in the public schema."""

    name = "shared_apps.municipalities"
    label = "municipalities"

    def ready(self) -> None:
        from core.mail import reply_to_from
        from shared_apps.municipalities.selectors.municipalities import contact_address

        reply_to_from(contact_address)
