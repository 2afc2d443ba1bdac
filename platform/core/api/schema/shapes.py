"""A JSON schema → what a reader wants to see: rows of fields, a type in words, an example."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

CODE = re.compile(r"`([^`]+)`")
CHOICE = re.compile(r"^\* `([^`]*)` - (.*)$", re.MULTILINE)

Schema = dict[str, Any]
MAX_DEPTH = 6
FORMATS = {
    "date-time": "2025-12-05T10:00:00Z",
    "date": "2025-12-05",
    "time": "18:30",
    "email": "marie.martin@exemple.fr",
    "uri": "https://exemple.fr/",
    "uuid": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One field; `depth` is how far it is nested."""

    name: str
    type: str
    required: bool
    description: SafeString
    depth: int


class Shapes:
    """Reads schemas with the references of one document."""

    def __init__(self, components: dict[str, Schema]) -> None:
        self._components = components

    def rows(self, schema: Schema, depth: int = 0) -> Iterator[Row]:
        """The fields of an object, those of nested objects after their parent."""
        resolved = self._inner(schema)
        required = set(resolved.get("required", ()))
        for name, field in resolved.get("properties", {}).items():
            known = self.resolve(field)
            text = field.get("description") or known.get("description", "")
            yield Row(name, self.type_of(field), name in required, prose(_choices_in_words(text)), depth)
            if depth < MAX_DEPTH:
                yield from self.rows(field, depth + 1)

    def type_of(self, schema: Schema) -> str:
        """The type in words."""
        resolved = self.resolve(schema)
        kinds = resolved.get("type", "")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        words = self._words(resolved, next((kind for kind in kinds if kind != "null"), ""))
        nullable = "null" in kinds or None in resolved.get("enum", ()) or resolved.get("nullable", False)
        return _("%(type)s ou null") % {"type": words} if nullable else words

    def example(self, schema: Schema, depth: int = 0) -> Any:
        """A plausible value."""
        resolved = self.resolve(schema)
        for given in (resolved.get("examples"), resolved.get("enum")):
            if given and isinstance(given, list):
                return given[0]
        for key in ("example", "default", "const"):
            if key in resolved:
                return resolved[key]
        kind = resolved.get("type", "object" if "properties" in resolved else "")
        kind = next((one for one in kind if one != "null"), "") if isinstance(kind, list) else kind
        if kind == "object" and depth < MAX_DEPTH:
            fields = resolved.get("properties", {})
            return {name: self.example(field, depth + 1) for name, field in fields.items() if not self._is_file(field)}
        if kind == "array":
            return [self.example(resolved.get("items", {}), depth + 1)] if depth < MAX_DEPTH else []
        return _scalar(kind, resolved.get("format", ""))

    def resolve(self, schema: Schema) -> Schema:
        """Follow references and merge the parts of a composed schema (the first that is not null, of a choice)."""
        if "$ref" in schema:
            target = self._components.get(schema["$ref"].rpartition("/")[2], {})
            return {**self.resolve(target), **{key: value for key, value in schema.items() if key != "$ref"}}
        if parts := schema.get("allOf"):
            merged: Schema = {}
            for part in parts:
                merged |= self.resolve(part)
            return {**merged, **{key: value for key, value in schema.items() if key != "allOf"}}
        choices = schema.get("oneOf") or schema.get("anyOf") or []
        some = next((choice for choice in choices if choice.get("type") != "null"), None)
        if some is None:
            return schema
        return {**self.resolve(some), "nullable": any(choice.get("type") == "null" for choice in choices)}

    def _inner(self, schema: Schema) -> Schema:
        """The object itself, or the items of a list of objects."""
        resolved = self.resolve(schema)
        return self._inner(resolved["items"]) if "items" in resolved else resolved

    def _is_file(self, schema: Schema) -> bool:
        """Whether JSON can't carry it."""
        return self._inner(schema).get("format") == "binary"

    def _words(self, schema: Schema, kind: str) -> str:
        if values := [value for value in schema.get("enum", ()) if value is not None]:
            return " | ".join(str(value) for value in values)
        if kind == "array":
            return _("liste : %(items)s") % {"items": self.type_of(schema.get("items", {}))}
        formats = {
            "date-time": _("date et heure"),
            "date": _("date"),
            "time": _("heure"),
            "email": _("adresse électronique"),
            "uri": _("adresse web"),
            "binary": _("fichier"),
        }
        kinds = {
            "string": _("texte"),
            "integer": _("entier"),
            "number": _("nombre"),
            "boolean": _("vrai ou faux"),
            "object": _("objet"),
        }
        return formats.get(schema.get("format", "")) or kinds.get(kind) or _("valeur")


def prose(text: str) -> SafeString:
    """Escaped text whose `code` is marked up."""
    return mark_safe(CODE.sub(r"<code>\1</code>", escape(text)))


def _choices_in_words(text: str) -> str:
    """The list of choices that drf-spectacular appends, on one line; a label that repeats its value says nothing."""
    labels = [(value, label) for value, label in CHOICE.findall(text) if value != label]
    own = CHOICE.sub("", text).strip()
    return " ".join(part for part in (own, ", ".join(f"`{value}` {label}" for value, label in labels)) if part)


def _scalar(kind: str, text_format: str) -> Any:
    if text_format in FORMATS:
        return str(FORMATS[text_format])
    return {"string": "…", "integer": 1, "number": 1.5, "boolean": True, "object": {}}.get(kind)
