"""Every stable error code of the platform, gathered from the subclasses of DomainError for the documentation."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.utils.module_loading import autodiscover_modules

from core.api.errors import DomainError


@dataclass(frozen=True, slots=True, order=True)
class ErrorCode:
    """One documented refusal."""

    status: int
    code: str
    message: str


def error_codes() -> list[ErrorCode]:
    """Codes of the installed apps by status and name; one met twice keeps the more general class's message."""
    autodiscover_modules("errors")
    found: dict[tuple[int, str], ErrorCode] = {}
    for error in _subclasses(DomainError):
        if _is_ours(error):
            found.setdefault((error.status, error.code), ErrorCode(error.status, error.code, str(error.message)))
    return sorted(found.values())


def _subclasses(parent: type[DomainError]) -> Iterator[type[DomainError]]:
    """The parent, then its descendants by module and name, so that the order never depends on imports."""
    yield parent
    for child in sorted(parent.__subclasses__(), key=lambda cls: (cls.__module__, cls.__qualname__)):
        yield from _subclasses(child)


def _is_ours(error: type[DomainError]) -> bool:
    return any(error.__module__.startswith(f"{config.name}.") for config in apps.get_app_configs())
