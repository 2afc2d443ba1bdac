from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts of each mairie and, in the public schema, of the platform's operators."""

    name = "tenant_apps.accounts"
    label = "accounts"

    def ready(self) -> None:
        from core.tenancy.hooks import on_provision
        from tenant_apps.accounts.services.invitations import invite_mayor

        on_provision(invite_mayor)
