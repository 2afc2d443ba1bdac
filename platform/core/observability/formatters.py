"""A log record → one line: JSON for machines, text for developers."""

import datetime as dt
import logging
import re
from typing import Any

import orjson

from core.observability import context
from core.observability.scrubbing import scrub

STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
# What would end the line or move on the terminal: paths are logged as callers send them.
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class JsonFormatter(logging.Formatter):
    """One JSON object per line: time, level, logger, message, then the bound and the extra fields."""

    def format(self, record: logging.LogRecord) -> str:
        moment = dt.datetime.fromtimestamp(record.created, dt.UTC)
        line: dict[str, Any] = {
            "time": moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": scrub(record.getMessage()),
            **fields_of(record),
        }
        if trace := self._trace(record):
            line["traceback"] = trace
        return orjson.dumps(line, default=str, option=orjson.OPT_NON_STR_KEYS).decode()

    def _trace(self, record: logging.LogRecord) -> str:
        return scrub(self.formatException(record.exc_info)) if record.exc_info and record.exc_info[0] else ""


class TextFormatter(JsonFormatter):
    """`12:00:00 info core.request GET /… [status=200 …]`, the traceback below."""

    def format(self, record: logging.LogRecord) -> str:
        moment = dt.datetime.fromtimestamp(record.created).astimezone()
        fields = " ".join(f"{name}={value}" for name, value in fields_of(record).items())
        line = f"{moment:%H:%M:%S} {record.levelname.lower():7} {record.name} {scrub(record.getMessage())}"
        line += f" [{fields}]" if fields else ""
        line = CONTROL.sub(lambda sign: sign[0].encode("unicode_escape").decode(), line)
        trace = self._trace(record)
        return f"{line}\n{trace}" if trace else line


def fields_of(record: logging.LogRecord) -> dict[str, Any]:
    """The mairie being served, what is bound, and plain values given as `extra`, scrubbed."""
    own = {name: value for name, value in vars(record).items() if name not in STANDARD}
    merged = {"municipality": _municipality(), **context.fields(), **own}
    return {name: _plain(value) for name, value in merged.items() if _is_plain(value)}


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int | float | bool) and value != ""


def _plain(value: Any) -> Any:
    return scrub(value) if isinstance(value, str) else value


def _municipality() -> str:
    """The code of the mairie the connection is in; logging must work where there is no connection to ask."""
    try:
        from core.tenancy import current

        tenant = current()
    except Exception:
        return ""
    return tenant.code if tenant else ""
