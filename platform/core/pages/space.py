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
    """A part of the space and what one does there; `count` is how much of it waits, in one query at most."""

    title: Text
    name: str
    order: int
    icon: str
    lead: Text = ""
    count: Callable[[Any], int] | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as one person sees it, with how much waits in it."""

    title: str
    url: str
    icon: str
    lead: str
    waiting: int
    is_current: bool
    is_home: bool

    @property
    def waiting_text(self) -> str:
        return ngettext("%(count)d nouveauté", "%(count)d nouveautés", self.waiting) % {"count": self.waiting}


class Space:
    """The entries of all apps."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}

    def register(self, entry: Entry) -> None:
        self._entries[entry.name] = entry

    def links(self, *, user: Any, path: str) -> Iterator[Link]:
        """The navigation, in its order."""
        for entry in sorted(self._entries.values(), key=lambda entry: entry.order):
            url, is_home = reverse(entry.name), entry.name == HOME
            yield Link(
                title=str(entry.title),
                url=url,
                icon=entry.icon,
                lead=str(entry.lead),
                waiting=entry.count(user) if entry.count else 0,
                is_current=path == url or (not is_home and path.startswith(url)),
                is_home=is_home,
            )


SPACE = Space()
