"""Pages of a list: `page`/`limit`, or `limit`/`offset`, with relative links that keep every filter."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.api.errors import NotFoundError, ValidationFailed
from core.api.requests import Request

DEFAULT_LIMIT = 20
MAX_LIMIT = 100
# Beyond any list, and small enough for every offset to fit PostgreSQL's bigint.
LARGEST = 10**12


@dataclass(frozen=True, slots=True)
class PageRequest:
    """The page asked for: `page` from 1, `limit` from 1 to 100; anything else is ValidationFailed."""

    page: int
    limit: int
    path: str
    query: QueryDict

    @classmethod
    def of(cls, request: Request, *, limit: int = DEFAULT_LIMIT) -> "PageRequest":
        numbers = _numbers(request.query_params, page=(1, LARGEST, 1), limit=(1, MAX_LIMIT, limit))
        return cls(path=request.path, query=request.query_params, **numbers)

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.limit

    @property
    def window(self) -> slice:
        """What to take of a queryset."""
        return slice(self.offset, self.offset + self.limit)

    def response(self, *, count: int, results: Sequence[Any], **extra: Any) -> dict[str, Any]:
        """The contract's list; NotFoundError for a page past the end (the first page always exists)."""
        if self.page > 1 and self.offset >= count:
            raise NotFoundError(_("Cette page n'existe pas."))
        last = self.offset + self.limit >= count
        return {
            "count": count,
            "next": None if last else self._link(self.page + 1),
            "previous": None if self.page == 1 else self._link(self.page - 1),
            **extra,
            "results": results,
        }

    def _link(self, page: int) -> str:
        return _link(self.path, self.query, page=page, limit=self.limit)


@dataclass(frozen=True, slots=True)
class OffsetRequest:
    """The rows asked for: `offset` from 0, `limit` from 1 to 100; anything else is ValidationFailed."""

    offset: int
    limit: int
    path: str
    query: QueryDict

    @classmethod
    def of(cls, request: Request, *, limit: int = DEFAULT_LIMIT) -> "OffsetRequest":
        numbers = _numbers(request.query_params, offset=(0, LARGEST, 0), limit=(1, MAX_LIMIT, limit))
        return cls(path=request.path, query=request.query_params, **numbers)

    @property
    def window(self) -> slice:
        return slice(self.offset, self.offset + self.limit)

    def response(self, *, count: int, results: Sequence[Any], **extra: Any) -> dict[str, Any]:
        """The contract's list; an offset past the end is an empty one."""
        following, preceding = self.offset + self.limit, max(0, self.offset - self.limit)
        return {
            "count": count,
            "next": self._link(following) if following < count else None,
            "previous": self._link(preceding) if self.offset else None,
            **extra,
            "results": results,
        }

    def _link(self, offset: int) -> str:
        return _link(self.path, self.query, limit=self.limit, offset=offset)


def _numbers(query: QueryDict, **rules: tuple[int, int, int]) -> dict[str, int]:
    """Each parameter by its rule (lowest, highest, default)."""
    numbers: dict[str, int] = {}
    wrong: dict[str, list[Any]] = {}
    for name, (lowest, highest, default) in rules.items():
        number = _number(query.get(name, "").strip() or str(default))
        if number is not None and highest == LARGEST:
            number = min(number, LARGEST)
        if number is not None and lowest <= number <= highest:
            numbers[name] = number
        else:
            wrong[name] = [_message(lowest, highest)]
    if wrong:
        raise ValidationFailed(wrong)
    return numbers


def _number(text: str) -> int | None:
    """A whole number of any size (cut at 20 digits, beyond every limit), None for anything else."""
    return int(text[:20]) if text.isascii() and text.isdigit() else None


def _message(lowest: int, highest: int) -> str:
    if highest == LARGEST:
        return _("Un nombre entier d'au moins %(lowest)d est attendu.") % {"lowest": lowest}
    return _("Un nombre entier de %(lowest)d à %(highest)d est attendu.") % {"lowest": lowest, "highest": highest}


def _link(path: str, query: QueryDict, **numbers: int) -> str:
    kept = query.copy()
    for name in numbers:
        kept.pop(name, None)
    filters = kept.urlencode()
    return f"{path}?{urlencode(numbers)}" + (f"&{filters}" if filters else "")
