"""Where media are shown: each app that refers to media registers who can tell."""

from collections.abc import Sequence
from typing import Any, Protocol, TypedDict, TypeVar


class Usage(TypedDict):
    """A place that shows a media: its kind (`publication`), prefixed id and title."""

    kind: str
    id: str
    title: str


class UsageProvider(Protocol):
    """Finds the places of some media in one query."""

    __module__: str
    __qualname__: str

    def __call__(self, media_ids: Sequence[int]) -> list[Usage]: ...


Provider = TypeVar("Provider", bound=UsageProvider)
_providers: dict[str, Any] = {}


def register(provider: Provider) -> Provider:
    """Ask `provider` before a media is deleted; registering it twice changes nothing."""
    _providers[f"{provider.__module__}.{provider.__qualname__}"] = provider
    return provider


def places(media_ids: Sequence[int]) -> list[Usage]:
    """Every place that shows one of the media, one query for each registered app."""
    return [usage for provider in _providers.values() for usage in provider(media_ids)]
