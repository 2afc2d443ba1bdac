"""Read the environment; every variable the platform knows is read through this module."""

import os
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import parse_qsl, unquote, urlsplit

ROOT = Path(__file__).resolve().parents[3]
TRUE, FALSE = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}


def refuse(reason: str) -> NoReturn:
    """Stop the process with one line: a wrong configuration must never half start."""
    raise SystemExit(f"ecms: refusing to start: {reason}")


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool = False) -> bool:
    raw = text(name, "1" if default else "0").lower()
    if raw not in TRUE | FALSE:
        refuse(f"{name} must be true or false, not {raw!r}")
    return raw in TRUE


def number(name: str, default: int) -> int:
    raw = text(name, str(default))
    if not raw.isdigit():
        refuse(f"{name} must be a whole number, not {raw!r}")
    return int(raw)


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list, without blanks."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def database(url: str) -> dict[str, Any]:
    """Django's keys of `postgresql://user:password@host:port/name?option=value`; `host=/socket/dir` is understood."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        refuse("DATABASE_URL must start with postgresql://")
    query = dict(parse_qsl(parts.query))
    return {
        "NAME": unquote(parts.path.lstrip("/")) or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", unquote(parts.hostname or "")),
        "PORT": query.pop("port", str(parts.port or "")),
        "OPTIONS": query,
    }
