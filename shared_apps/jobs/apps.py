from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """Due work of the platform and of all mairies, in one table of the public schema."""

    name = "shared_apps.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Import every app's tasks.py: each process knows every kind of job."""
        autodiscover_modules("tasks")
