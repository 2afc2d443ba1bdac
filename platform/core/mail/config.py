"""MAIL_URL → Django's mail settings; imported by the settings, so it stands on the standard library alone."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

SMTP_TIMEOUT = 20
TRUE = {"1", "true", "yes", "on"}
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\Z")
ESP = re.compile(r"anymail\+(?P<name>[a-z][a-z_]*)\Z")


class MailUrlError(ValueError):
    """MAIL_URL is not one of the forms understood; the text is one line for the operator."""


def mail_settings(url: str, *, base_domain: str = "localhost") -> dict[str, Any]:
    """Django's settings for a MAIL_URL; `?from=address` replaces `noreply@<base domain>` as the sending address.

    `file:///dir`, `console://`, `memory://`, `smtp://user:password@host:587?tls=1`, `smtps://user:password@host:465`,
    `anymail+mailjet://?api_key=…&secret_key=…` (any provider of django-anymail and its options).
    """
    try:
        parts = urlsplit(url)
        query = dict(parse_qsl(parts.query))
        sender = query.pop("from", f"noreply@{base_domain}")
        if not ADDRESS.match(sender):
            raise MailUrlError("MAIL_URL: ?from= must be a plain address")
        return {**_transport(parts, query), "DEFAULT_FROM_EMAIL": sender, "SERVER_EMAIL": sender}
    except MailUrlError:
        raise
    except ValueError as error:
        raise MailUrlError(f"MAIL_URL: {error}") from error


def _transport(parts: SplitResult, query: dict[str, str]) -> dict[str, Any]:
    if provider := ESP.match(parts.scheme):
        return _anymail(provider["name"], query)
    if parts.scheme not in TRANSPORTS:
        raise MailUrlError("MAIL_URL must start with file://, smtp://, smtps://, console://, memory:// or anymail+…://")
    return TRANSPORTS[parts.scheme](parts, query)


def _file(parts: SplitResult, query: dict[str, str]) -> dict[str, Any]:
    directory = Path(unquote(parts.path))
    if parts.netloc or not directory.is_absolute() or directory == Path("/"):
        raise MailUrlError("MAIL_URL: file:// needs an absolute folder, as in file:///var/mail")
    return {"EMAIL_BACKEND": "core.mail.backends.FileBackend", "EMAIL_FILE_PATH": str(directory)}


def _smtp(parts: SplitResult, query: dict[str, str]) -> dict[str, Any]:
    if not parts.hostname:
        raise MailUrlError("MAIL_URL: smtp:// needs a host")
    implicit_tls = parts.scheme == "smtps" or query.get("ssl", "").lower() in TRUE
    explicit_tls = query.get("tls", "").lower() in TRUE
    if implicit_tls and explicit_tls:
        raise MailUrlError("MAIL_URL: choose either tls=1 (STARTTLS) or smtps://")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if implicit_tls else 587 if explicit_tls else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": explicit_tls,
        "EMAIL_USE_SSL": implicit_tls,
        "EMAIL_TIMEOUT": int(query.get("timeout", SMTP_TIMEOUT)),
    }


def _console(parts: SplitResult, query: dict[str, str]) -> dict[str, Any]:
    return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}


def _memory(parts: SplitResult, query: dict[str, str]) -> dict[str, Any]:
    return {"EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend"}


def _anymail(provider: str, query: dict[str, str]) -> dict[str, Any]:
    options = {f"{provider.upper()}_{name.upper()}": value for name, value in query.items()}
    return {
        "EMAIL_BACKEND": f"anymail.backends.{provider}.EmailBackend",
        "ANYMAIL": {**options, "REQUESTS_TIMEOUT": SMTP_TIMEOUT},
    }


TRANSPORTS: dict[str, Callable[[SplitResult, dict[str, str]], dict[str, Any]]] = {
    "file": _file,
    "smtp": _smtp,
    "smtps": _smtp,
    "console": _console,
    "memory": _memory,
}
