from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Owns what every endpoint shares and its documentation; it has no table."""

    name = "core.api"
    label = "api"
