"""JSON in: strict UTF-8, bounded depth, no NUL character (PostgreSQL can't store one)."""

from typing import Any

import orjson
from django.utils.translation import gettext_lazy as _

from core.api.errors import NON_FIELD, BadRequestError, ValidationFailed

MAX_DEPTH = 64
NUL = "\x00"
NUL_MESSAGE = _("Le caractère nul n'est pas autorisé.")


def parse_json(raw: bytes | str) -> Any:
    """The value; BadRequestError when it is not JSON or too deep, ValidationFailed for a field that holds a NUL."""
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError:
        raise BadRequestError(_("Le corps de la requête n'est pas du JSON valide en UTF-8.")) from None
    _inspect(value)
    return value


def refuse_nul(texts: dict[str, list[str]]) -> None:
    """ValidationFailed when a name or value of a form or query string holds a NUL."""
    found = {
        name.replace(NUL, "") or NON_FIELD: [NUL_MESSAGE]
        for name, values in texts.items()
        if NUL in name or any(isinstance(value, str) and NUL in value for value in values)
    }
    if found:
        raise ValidationFailed(found)


def _inspect(value: Any) -> None:
    """Walk the value without recursion, so that its depth can't exhaust the interpreter's stack."""
    pending: list[tuple[Any, str, int]] = [(value, "", 1)]
    while pending:
        item, path, depth = pending.pop()
        if depth > MAX_DEPTH:
            raise BadRequestError(_("Le JSON de la requête est trop imbriqué."))
        if isinstance(item, str):
            if NUL in item:
                raise ValidationFailed({path or NON_FIELD: [NUL_MESSAGE]})
        elif isinstance(item, dict):
            refuse_nul({key: [] for key in item})
            pending += [(inner, _join(path, key), depth + 1) for key, inner in item.items()]
        elif isinstance(item, list):
            pending += [(inner, _join(path, str(index)), depth + 1) for index, inner in enumerate(item)]


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
