"""Documents are recognised by what they hold, and never unpacked."""

import io
import zipfile

import pytest

from tenant_apps.media.errors import FileRefused
from tenant_apps.media.services import documents
from tests.tenant_apps.media import samples


def mime_type_of(content: bytes, name: str = "document") -> str:
    return documents.inspect_document(samples.upload(content, name)).format.label


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (samples.PDF, "compte-rendu.pdf", "PDF"),
        (samples.office(), "lettre.docx", "DOCX"),
        (samples.workbook(), "budget.xlsx", "XLSX"),
        (samples.open_document(), "lettre.odt", "ODT"),
        (samples.open_document("application/vnd.oasis.opendocument.spreadsheet"), "budget.ods", "ODS"),
        (samples.CSV, "budget.csv", "CSV"),
        ("Nom,Prénom\nDupont,René\n".encode("cp1252"), "eleves.CSV", "CSV"),
    ],
)
def test_each_format_is_recognised_by_its_content(content: bytes, name: str, expected: str) -> None:
    result = documents.inspect_document(samples.upload(content, name))
    assert result.format.label == expected
    assert (result.content.read(), result.size) == (content, len(content))
    assert result.thumbnail is None


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (samples.PDF[:-40], "a.pdf"),
        (samples.office()[:-30], "a.docx"),
        (samples.office(part="word/other.xml"), "a.docx"),
        (b"PK\x03\x04nonsense", "a.docx"),
        (b"PK\x05\x06" + bytes(18), "vide.zip"),
        (samples.package({"mimetype": "application/vnd.oasis.opendocument.text"}), "a.odt"),
        (samples.package({"mimetype": "application/vnd.oasis.opendocument.presentation", "content.xml": "x"}), "a.odp"),
        (samples.office("application/vnd.ms-powerpoint.presentation.main+xml"), "a.pptx"),
        (b"nom;montant\n\x00\x01\x02", "a.csv"),
        (b"", "a.csv"),
        (b"\x81\x8d\x8f", "a.csv"),
        (b"<html><script>alert(1)</script></html>", "a.csv"),
        (b"<?xml version='1.0'?><svg/>", "a.csv"),
        (b"#!/bin/sh\nrm -rf /", "a.csv"),
        (b"un texte", "a.txt"),
        (b"MZ\x90\x00" + samples.office(), "a.docx"),
    ],
)
def test_what_is_broken_or_something_else_is_refused(content: bytes, name: str) -> None:
    with pytest.raises(FileRefused):
        mime_type_of(content, name)


def test_an_archive_is_refused_as_such() -> None:
    with pytest.raises(FileRefused, match="archives"):
        mime_type_of(samples.package({"photo.jpg": samples.image(), "lisez-moi.txt": b"bonjour"}))


@pytest.mark.parametrize(
    "content",
    [
        samples.office(word__vbaProject=b"x"),
        samples.office("application/vnd.ms-word.document.macroEnabled.main+xml"),
        samples.office(word__activeX__activeX1=b"x"),
        samples.office(samples.XLSX_MAIN, "xl/workbook.xml", xl__macrosheets__sheet1=b"x"),
        samples.open_document(Basic__Standard__Module1=b"x"),
        samples.open_document(Scripts__python__macro=b"x"),
    ],
)
def test_macros_are_refused(content: bytes) -> None:
    with pytest.raises(FileRefused, match="macros"):
        mime_type_of(content)


def test_a_bomb_is_refused_by_its_directory_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = samples.office(word__media__zeros=bytes(40 * 1024 * 1024))
    assert len(bomb) < 100_000
    monkeypatch.setattr(documents, "MAX_UNPACKED", 30 * 1024 * 1024)
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("nothing may be unpacked"))
    with pytest.raises(FileRefused, match="démesuré"):
        mime_type_of(bomb)


def test_thousands_of_entries_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MAX_ENTRIES", 2)
    with pytest.raises(FileRefused, match="démesuré"):
        mime_type_of(samples.office())


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "word/../../a"])
def test_paths_out_of_the_package_are_refused(name: str) -> None:
    content = samples.package({"[Content_Types].xml": samples.DOCX_MAIN, "word/document.xml": "<d/>", name: "x"})
    with pytest.raises(FileRefused):
        mime_type_of(content)


def test_a_damaged_main_part_is_found_by_its_checksum() -> None:
    content = bytearray(samples.package({"[Content_Types].xml": samples.DOCX_MAIN, "word/document.xml": "x" * 5000}))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        offset = archive.getinfo("word/document.xml").header_offset
    content[offset + 30 + len("word/document.xml") + 6] ^= 0xFF
    with pytest.raises(FileRefused):
        mime_type_of(bytes(content))


def test_more_than_20_megabytes_is_refused() -> None:
    with pytest.raises(FileRefused, match="20 Mo") as refusal:
        mime_type_of(samples.PDF + bytes(20 * 1024 * 1024))
    assert refusal.value.too_large
