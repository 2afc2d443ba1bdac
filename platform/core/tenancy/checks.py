"""Configurations that can't be right are refused before the first request."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

FORBIDDEN_IN_MAIRIES = {
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "rest_framework_simplejwt.token_blacklist",
}


@register(Tags.security)
def tenancy_configuration(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Each rule of isolation that a setting could break."""
    database = settings.DATABASES["default"]
    rules = [
        (
            database["ENGINE"] == "core.tenancy.backend",
            "E001",
            "DATABASES['default'] must use core.tenancy.backend, which keeps mairies apart.",
        ),
        (
            settings.DATABASE_POOL_MODE in {"none", "session"},
            "E002",
            "ECMS_DATABASE_POOL_MODE must be none or session: with transaction pooling a session's SET search_path "
            "reaches another mairie.",
        ),
        (
            settings.PG_EXTRA_SEARCH_PATHS == ["extensions"],
            "E003",
            "PG_EXTRA_SEARCH_PATHS must be ['extensions']: public must not be on a mairie's search_path.",
        ),
        (
            not FORBIDDEN_IN_MAIRIES & set(settings.TENANT_APPS),
            "E004",
            f"TENANT_APPS must not hold {', '.join(sorted(FORBIDDEN_IN_MAIRIES & set(settings.TENANT_APPS)))}: "
            "each of their tables would be paid for in every mairie.",
        ),
        (
            not database.get("ATOMIC_REQUESTS"),
            "E005",
            "ATOMIC_REQUESTS must be off: transactions belong to services.",
        ),
        (
            settings.CACHES["default"].get("KEY_FUNCTION") == "core.tenancy.cache.make_key",
            "E006",
            "CACHES['default'] must use core.tenancy.cache.make_key, which keeps mairies' keys apart.",
        ),
        (
            not (database.get("CONN_MAX_AGE") and database["OPTIONS"].get("pool")),
            "E007",
            "CONN_MAX_AGE must be 0 with a connection pool.",
        ),
    ]
    return [Error(message, id=f"tenancy.{code}") for holds, code, message in rules if not holds]
