"""Bodies and query strings: one set of rules for JSON, forms and multipart forms."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from core import email_addresses
from core.api import ids
from core.api.errors import BadRequestError, ValidationFailed
from core.api.json_text import parse_json
from core.api.pagination import DEFAULT_LIMIT, MAX_LIMIT

NULL = "null"
Field = serializers.Field[Any, Any, Any, Any]
LISTS = (serializers.ListField, serializers.ListSerializer, serializers.MultipleChoiceField)
ABSENT = object()
PHONE = RegexValidator(r"^\+?[0-9][0-9 .()-]{4,28}$", _("Ce numéro de téléphone n'est pas valide."))


class WriteSerializer(serializers.Serializer[Any]):
    """Base of request bodies and query strings.

    A form is read as the JSON object it stands for: structured fields hold JSON text, `null` means null where a field
    may be null, an empty value of anything but a text is no value, and a missing checkbox is missing, not false.
    """

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, MultiValueDict):
            data = _from_form(self.fields, data)
        return super().to_internal_value(data)


class PageParameters(WriteSerializer):
    """The page asked for, as the documentation describes it; `core.api.pagination` reads it."""

    page = serializers.IntegerField(min_value=1, default=1)
    limit = serializers.IntegerField(min_value=1, max_value=MAX_LIMIT, default=DEFAULT_LIMIT)


# Base of the answers of lists, which add the shape of their `results`; a docstring would describe them all in OpenAPI.
class ListAnswer(serializers.Serializer[Any]):
    count = serializers.IntegerField()
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class JSONTextField(serializers.Field[Any, Any, Any, Any]):
    """A structure, or JSON text of one; `kind` is the Python type it must have."""

    default_error_messages = {
        "json": _("Du JSON valide est attendu."),
        "kind": _("Ce champ n'a pas la structure attendue."),
    }

    def __init__(self, *, kind: type = dict, **kwargs: Any) -> None:
        self.kind = kind
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> Any:
        value = _structure(data)
        if value is ABSENT:
            self.fail("json")
        if not isinstance(value, self.kind):
            self.fail("kind")
        return value

    def to_representation(self, value: Any) -> Any:
        return value


class TagsField(serializers.ListField):
    """Short words, without blanks around them or the same word twice (whatever its case)."""

    def __init__(self, *, max_tags: int = 20, max_tag_length: int = 50, **kwargs: Any) -> None:
        kwargs["child"] = serializers.CharField(max_length=max_tag_length)
        super().__init__(max_length=max_tags, **kwargs)

    def to_internal_value(self, data: Any) -> list[str]:
        tags: list[str] = super().to_internal_value(data)
        return list({tag.casefold(): tag for tag in reversed(tags)}.values())[::-1]


class EmailField(serializers.EmailField):
    """An e-mail address, in the Unicode form that accounts are compared by."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=email_addresses.LONGEST, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        try:
            return email_addresses.valid_email(super().to_internal_value(data))
        except ValidationError as error:
            raise serializers.ValidationError(error.messages, code=error.code) from error


class PrefixedIdField(serializers.Field[int, Any, str, Any]):
    """The id of a row of one kind (`com_001`), as its number; a malformed one in a body is a wrong value (422)."""

    default_error_messages = {"invalid": _("Identifiant invalide.")}

    def __init__(self, prefix: str, **kwargs: Any) -> None:
        self.prefix = prefix
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> int:
        number = ids.parse(self.prefix, data)
        if number is None:
            self.fail("invalid")
        return number

    def to_representation(self, value: int) -> str:
        return ids.encode(self.prefix, value)


def _from_form(fields: Any, form: MultiValueDict[str, Any]) -> dict[str, Any]:
    """The object a form stands for, as far as `fields` know it."""
    converted = {name: _value(field, form.getlist(name)) for name, field in fields.items() if name in form}
    return {name: value for name, value in converted.items() if value is not ABSENT}


def _value(field: Field, values: list[Any]) -> Any:
    if isinstance(field, LISTS):
        return _list(values)
    value = values[-1] if values else ""
    if not isinstance(value, str):
        return value
    if value == NULL and field.allow_null:
        return None
    if isinstance(field, serializers.BaseSerializer | serializers.DictField | serializers.JSONField):
        structure = _structure(value)
        return value if structure is ABSENT else structure
    if not value.strip() and not isinstance(field, serializers.CharField):
        return None if field.allow_null else ABSENT
    return value


def _list(values: list[Any]) -> Any:
    """Repeated fields, or one field holding the JSON text of the list; an empty field is an empty list."""
    if len(values) != 1 or not isinstance(values[0], str):
        return values
    text = values[0].strip()
    if not text:
        return []
    structure = _structure(text) if text == NULL or text.startswith("[") else ABSENT
    return values if structure is ABSENT else structure


def _structure(data: Any) -> Any:
    """The value of a JSON text, `data` itself when it is no text, ABSENT when the text is not JSON."""
    if not isinstance(data, str):
        return data
    try:
        return parse_json(data)
    except (BadRequestError, ValidationFailed):
        return ABSENT
