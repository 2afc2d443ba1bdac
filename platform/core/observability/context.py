"""What every log line of a request or task carries, whoever writes it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType
from typing import Any
from uuid import uuid4

_NOTHING: Mapping[str, Any] = MappingProxyType({})
_fields: ContextVar[Mapping[str, Any]] = ContextVar("log_fields", default=_NOTHING)


def bind(**fields: Any) -> None:
    """Add fields to the log lines of the current request or task; None removes one."""
    merged = {**_fields.get(), **fields}
    _fields.set({name: value for name, value in merged.items() if value is not None})


@contextmanager
def bound(**fields: Any) -> Iterator[None]:
    """`bind` for the length of a block, forgetting also what the block binds."""
    token = _fields.set(_fields.get())
    try:
        bind(**fields)
        yield
    finally:
        _fields.reset(token)


def fields() -> Mapping[str, Any]:
    """What is bound now."""
    return _fields.get()


def request_id() -> str:
    """The current request's id, "" outside any."""
    return str(_fields.get().get("request_id", ""))


def new_request_id() -> str:
    return uuid4().hex
