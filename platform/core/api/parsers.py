"""Request bodies: a JSON object, a form or a multipart form, read strictly and within the platform's limits."""

import codecs
import re
from typing import Any
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.http import QueryDict
from django.http.multipartparser import MultiPartParser as DjangoMultiPartParser
from django.http.multipartparser import MultiPartParserError
from django.utils.http import parse_header_parameters
from django.utils.translation import gettext_lazy as _
from rest_framework.parsers import BaseParser, DataAndFiles

from core.api.errors import NON_FIELD, BadRequestError, PayloadTooLargeError, ValidationFailed
from core.api.json_text import parse_json, refuse_nul

KEEPING_BYTES = "utf_8_keeping_bytes"
UNDECODABLE = re.compile(r"[\udc80-\udcff]")
EPILOGUE = 1_024  # bytes after the closing delimiter that a client may send
UNREADABLE_FORM = _("Le formulaire de la requête est illisible.")
NOT_UTF8 = _("Le corps de la requête n'est pas du texte valide en UTF-8.")


class StrictJSONParser(BaseParser):
    """A JSON object in UTF-8, whatever charset the header claims."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> dict[str, Any]:
        body = _read(stream)
        value = parse_json(body) if body.strip() else {}
        if not isinstance(value, dict):
            raise ValidationFailed({NON_FIELD: [_("Le corps de la requête doit être un objet JSON.")]})
        return value


class StrictFormParser(BaseParser):
    """`application/x-www-form-urlencoded` in UTF-8."""

    media_type = "application/x-www-form-urlencoded"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> QueryDict:
        form = read_query(_read(stream))
        refuse_nul(dict(form.lists()))
        return form


class StrictMultiPartParser(BaseParser):
    """`multipart/form-data`: texts in UTF-8, files through Django's upload handlers.

    A form without its closing delimiter was cut on its way, or has another boundary than its header says: Django would
    read as much of it as it finds, and a change that lacks fields would look like one that was not asked for.
    """

    media_type = "multipart/form-data"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> DataAndFiles:
        request = parser_context["request"]
        meta = {**request.META, "CONTENT_TYPE": media_type}
        watched: Any = _Watched(stream)
        try:
            data, files = DjangoMultiPartParser(meta, watched, request.upload_handlers, KEEPING_BYTES).parse()
        except MultiPartParserError:
            raise BadRequestError(UNREADABLE_FORM) from None
        if watched.end and _closing_delimiter(media_type) not in watched.end:
            raise BadRequestError(UNREADABLE_FORM)
        data.encoding = "utf-8"
        texts = dict(data.lists())
        if any(UNDECODABLE.search(text) for name, values in texts.items() for text in (name, *values)):
            raise BadRequestError(NOT_UTF8)
        refuse_nul(texts)
        return DataAndFiles(data, files)


class _Watched:
    """A stream whose last bytes are kept while somebody else reads it."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.end = b""

    def read(self, size: int = -1) -> bytes:
        chunk: bytes = self._stream.read(size)
        self.end = (self.end + chunk[-EPILOGUE:])[-EPILOGUE:] if chunk else self.end
        return chunk


def _closing_delimiter(media_type: str | None) -> bytes:
    boundary: str = parse_header_parameters(media_type or "")[1].get("boundary", "")
    return f"--{boundary}--".encode()


def read_query(raw: bytes) -> QueryDict:
    """Name and value pairs; BadRequestError when their bytes are not UTF-8."""
    try:
        unquote_to_bytes(raw.replace(b"+", b" ")).decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequestError(NOT_UTF8) from None
    return QueryDict(raw, encoding="utf-8")


def _read(stream: Any) -> bytes:
    """The body, refused before and while it is read when it is over DATA_UPLOAD_MAX_MEMORY_SIZE."""
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    body: bytes = stream.read() if limit is None else stream.read(limit + 1)
    if limit is not None and len(body) > limit:
        raise PayloadTooLargeError
    return body


def _keeping_bytes(data: Any, errors: str = "strict") -> tuple[str, int]:
    """UTF-8 that marks bytes it can't decode, where Django asks for them to be replaced."""
    return codecs.utf_8_decode(data, "surrogateescape", True)  # noqa: FBT003 - the codec's own signature


def _find_codec(name: str) -> codecs.CodecInfo | None:
    return codecs.CodecInfo(codecs.utf_8_encode, _keeping_bytes, name=name) if name == KEEPING_BYTES else None


codecs.register(_find_codec)
