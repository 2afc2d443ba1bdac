"""Public ids: the row's number behind its kind (`pub_001`), one spelling per row."""

import re

from core.api.errors import NotFoundError

LARGEST = 2**63 - 1
NUMBER = re.compile(r"[0-9]{3,19}", re.ASCII)


def encode(prefix: str, number: int) -> str:
    """`("pub", 1)` → `"pub_001"`: at least three digits, no upper limit."""
    return f"{prefix}_{number:03d}"


def decode(prefix: str, text: str) -> int:
    """The row's number; NotFoundError for anything that is not an id of this kind."""
    number = parse(prefix, text)
    if number is None:
        raise NotFoundError
    return number


def parse(prefix: str, text: object) -> int | None:
    """The row's number, or None for anything that is not an id of this kind."""
    kind, separator, digits = text.rpartition("_") if isinstance(text, str) else ("", "", "")
    if kind != prefix or not separator or not NUMBER.fullmatch(digits):
        return None
    number = int(digits)
    return number if 1 <= number <= LARGEST and encode(prefix, number) == text else None
