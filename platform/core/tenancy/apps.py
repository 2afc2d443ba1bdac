from django.apps import AppConfig


class TenancyConfig(AppConfig):
    """Owns the objects all schemas lean on: extensions, text search, role settings."""

    name = "core.tenancy"
    label = "tenancy"

    def ready(self) -> None:
        from core.tenancy import checks  # noqa: F401 - importing registers the system checks
