"""Validation errors of any shape → one flat list of messages per field."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from core.api.errors import NON_FIELD


def flatten(errors: Any) -> dict[str, list[str]]:
    """`{"location": {"name": ["…"]}, "reminders": {0: ["…"]}}` → `{"location.name": […], "reminders.0": […]}`."""
    flat: dict[str, list[str]] = {}
    for field, message in _walk(errors, ""):
        flat.setdefault(field or NON_FIELD, []).append(message)
    return flat


def of_django(error: ValidationError) -> dict[str, list[str]]:
    """The same for Django's ValidationError (`full_clean`, password validators)."""
    if hasattr(error, "error_dict"):
        return flatten({_name(field): texts for field, texts in error.message_dict.items()})
    return flatten(error.messages)


def _walk(errors: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(errors, dict):
        for key, inner in errors.items():
            yield from _walk(inner, _join(path, str(key)))
    elif isinstance(errors, list | tuple):
        for position, inner in enumerate(errors):
            nested = isinstance(inner, dict | list | tuple)
            yield from _walk(inner, _join(path, str(position)) if nested else path)
    else:
        yield path, str(errors)


def _join(path: str, key: str) -> str:
    if key == NON_FIELD:
        return path
    return f"{path}.{key}" if path else key


def _name(field: str) -> str:
    return NON_FIELD if field == NON_FIELD_ERRORS else field
