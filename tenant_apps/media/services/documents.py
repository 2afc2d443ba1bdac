"""PDF, office documents and CSV, told by what they hold; nothing is ever extracted to disk."""

import csv
import io
import zipfile
from codecs import getincrementaldecoder
from pathlib import PurePath
from typing import IO

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from tenant_apps.media.errors import BROKEN, NOT_A_DOCUMENT, FileRefused
from tenant_apps.media.services.formats import CSV, DOCX, MEGABYTE, ODS, ODT, PDF, XLSX, Format, Inspected, require_size

MAX_BYTES = 20 * MEGABYTE
MAX_ENTRIES = 5_000
MAX_UNPACKED = 300 * MEGABYTE
OPEN_DOCUMENTS = {ODT.mime_type.encode(): ODT, ODS.mime_type.encode(): ODS}
# The content type of the main part tells the format and, in the variants that are not accepted, macros or a template.
OFFICE_MAIN_PARTS = {
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": (DOCX, "word/document.xml"),
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": (XLSX, "xl/workbook.xml"),
}
MACRO_TYPES = (b"macroenabled", b"vbaproject", b"activex", b"macrosheet")
MACRO_PATHS = ("basic/", "scripts/", "xl/macrosheets/", "word/activex/", "xl/activex/")
NOT_TABLES = ("<", "%!", "#!", "{\\rtf", "{", "[")


def inspect_document(upload: UploadedFile) -> Inspected:
    """Recognise a document of at most 20 MB by its content; CSV alone has no mark of its own and needs its name."""
    size = upload.size or 0
    require_size(size, MAX_BYTES)
    upload.seek(0)
    head = upload.read(5)
    if head == b"%PDF-":
        recognised = _pdf(upload, size)
    elif head[:4] == b"PK\x03\x04":
        recognised = _packaged(upload)
    elif PurePath(upload.name or "").suffix.lower() == ".csv":
        recognised = _table(upload)
    else:
        raise FileRefused(NOT_A_DOCUMENT)
    upload.seek(0)
    return Inspected(recognised, upload, size)


def _pdf(upload: IO[bytes], size: int) -> Format:
    """A PDF ends with the place of its cross-reference table and `%%EOF`; a truncated one does not."""
    upload.seek(max(0, size - 2048))
    tail = upload.read(2048)
    if b"startxref" not in tail or b"%%EOF" not in tail:
        raise FileRefused(BROKEN)
    return PDF


def _packaged(upload: IO[bytes]) -> Format:
    try:
        with zipfile.ZipFile(upload) as package:
            _require_harmless(package.infolist())
            return _open_document(package) or _office_document(package)
    except FileRefused:
        raise
    except Exception as error:  # zipfile and its decompressors raise errors of many kinds on broken input
        raise FileRefused(BROKEN) from error


def _require_harmless(entries: list[zipfile.ZipInfo]) -> None:
    """Judge a package by its directory alone: entries, declared sizes, paths, doubles and macros."""
    names = [entry.filename for entry in entries]
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED:
        raise FileRefused(_("Ce document se décompresse en un volume démesuré."))
    if len(set(names)) != len(names) or any(name.startswith(("/", "\\")) or ".." in name.split("/") for name in names):
        raise FileRefused(BROKEN)
    lowered = [name.lower() for name in names]
    if any(name.startswith(MACRO_PATHS) or "vbaproject" in name for name in lowered):
        raise FileRefused(_has_macros())


def _open_document(package: zipfile.ZipFile) -> Format | None:
    """ODT or ODS: the entry `mimetype` says so and `content.xml` is intact."""
    if "mimetype" not in package.namelist():
        return None
    recognised = OPEN_DOCUMENTS.get(_head(package, "mimetype", 100).strip())
    if recognised is None:
        raise FileRefused(NOT_A_DOCUMENT)
    _require_intact(package, "content.xml")
    return recognised


def _office_document(package: zipfile.ZipFile) -> Format:
    """DOCX or XLSX: `[Content_Types].xml` names the main part and that part is intact."""
    if "[Content_Types].xml" not in package.namelist():
        raise FileRefused(_("Les archives ne sont pas acceptées."))
    types = _head(package, "[Content_Types].xml", MEGABYTE)
    if any(mark in types.lower() for mark in MACRO_TYPES):
        raise FileRefused(_has_macros())
    for main_type, (recognised, part) in OFFICE_MAIN_PARTS.items():
        if main_type in types:
            _require_intact(package, part)
            return recognised
    raise FileRefused(NOT_A_DOCUMENT)


def _head(package: zipfile.ZipFile, name: str, limit: int) -> bytes:
    with package.open(name) as entry:
        return entry.read(limit)


def _require_intact(package: zipfile.ZipFile, name: str) -> None:
    """Read one part through to its checksum, keeping nothing."""
    if name not in package.namelist():
        raise FileRefused(BROKEN)
    with package.open(name) as entry:
        while entry.read(MEGABYTE):
            pass


def _has_macros() -> str:
    return _("Les documents qui contiennent des macros ne sont pas acceptés.")


def _table(upload: IO[bytes]) -> Format:
    """Text in UTF-8 or Windows-1252, without control characters, that starts like a table."""
    text = _text(upload, "utf-8-sig") or _text(upload, "cp1252")
    if not text or text.lstrip().startswith(NOT_TABLES):
        raise FileRefused(_("Ce fichier n'est pas un tableau CSV."))
    try:
        for _row in csv.reader(io.StringIO(text), delimiter=";"):
            pass
    except csv.Error as error:
        raise FileRefused(BROKEN) from error
    return CSV


def _text(upload: IO[bytes], encoding: str) -> str | None:
    """First megabyte of the text, None if the whole is not text in `encoding`."""
    upload.seek(0)
    decoder, kept = getincrementaldecoder(encoding)(), ""
    try:
        while chunk := upload.read(MEGABYTE):
            text = decoder.decode(chunk)
            if any(character < " " and character not in "\t\r\n" for character in set(text)):
                return None
            kept = kept or text
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    return kept
