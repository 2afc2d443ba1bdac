"""The logging configuration of every process."""

from typing import Any, Literal

FORMATTERS = {
    "json": "core.observability.formatters.JsonFormatter",
    "text": "core.observability.formatters.TextFormatter",
}


def logging_settings(log_format: str, level: Literal["DEBUG", "INFO", "WARNING"] = "INFO") -> dict[str, Any]:
    """Django's LOGGING: one line per event on standard error, as JSON or text."""
    if log_format not in FORMATTERS:
        raise ValueError("ECMS_LOG_FORMAT must be json or text")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": FORMATTERS[log_format]}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Django's own handlers would write each line a second time, in another form.
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
            # Every request has its line in `core.request`, every failure its traceback in `core.api`.
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            "httpx": {"level": "WARNING"},
            "botocore": {"level": "WARNING"},
            "fontTools": {"level": "WARNING"},
        },
    }
