"""Structured logs on standard error; Sentry when it is asked for."""

from config.settings import env
from config.settings.base import ENVIRONMENT, PRODUCTION
from core.observability.config import logging_settings

LOG_FORMAT = env.text("ECMS_LOG_FORMAT", "json" if PRODUCTION else "text")
LOGGING = logging_settings(LOG_FORMAT)

if SENTRY_DSN := env.text("SENTRY_DSN"):
    import sentry_sdk

    sentry_sdk.init(dsn=SENTRY_DSN, environment=ENVIRONMENT, send_default_pii=False, traces_sample_rate=0.0)
