"""What a person's space is made of: each app brings its entries."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from core.api.errors import Text

HOME = "space"


@dataclass(frozen=True, slots=True)
class Entry:
    """A part of the space; `count` is how much of it waits for the person, in one query at most."""

    title: Text
    name: str
    order: int
    count: Callable[[Any], int] | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as one person sees it; nothing ever waits in one that does not count (None)."""

    title: str
    url: str
    waiting: int | None
    is_current: bool

    @property
    def waiting_text(self) -> str:
        waiting = self.waiting or 0
        return ngettext("%(count)d nouveauté", "%(count)d nouveautés", waiting) % {"count": waiting}


class Space:
    """The entries of all apps."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}

    def register(self, entry: Entry) -> None:
        self._entries[entry.name] = entry

    def links(self, *, user: Any, path: str) -> Iterator[Link]:
        """The navigation, in its order."""
        for entry in sorted(self._entries.values(), key=lambda entry: entry.order):
            url = reverse(entry.name)
            is_current = path == url or (entry.name != HOME and path.startswith(url))
            yield Link(str(entry.title), url, entry.count(user) if entry.count else None, is_current)


SPACE = Space()
