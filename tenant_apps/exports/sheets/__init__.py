"""What an export holds, before it takes the form of a file: columns with French headings, and rows read one by one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from core.api.errors import Text

ColumnKind = Literal["text", "number", "plain", "moment", "flag"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the attribute of each row that it shows, and how wide it is.

    A `plain` number is no quantity: a year, the number of a row. `width` is in characters, for spreadsheets; `share` is
    its part of a printed page's width, 0 when it is not printed. A printed table ends with the sum of those that have a
    `total`.
    """

    heading: Text
    field: str
    kind: ColumnKind = "text"
    width: int = 16
    share: int = 0
    total: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A titled table; `rows` can be walked through once."""

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[Any]
    subtitle: str = ""

    def values(self, row: Any) -> list[Any]:
        """The row's cells, in the order of the columns."""
        return [getattr(row, column.field) for column in self.columns]
