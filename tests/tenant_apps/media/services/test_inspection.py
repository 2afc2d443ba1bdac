"""The content decides; the name and the type asked for have to agree."""

import pytest

from tenant_apps.media.errors import FileRefused
from tenant_apps.media.models import MediaType
from tenant_apps.media.services.inspection import inspect
from tests.tenant_apps.media import samples

SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


@pytest.mark.parametrize(
    ("content", "name", "type"),
    [
        (samples.image(), "photo.JPG", "image"),
        (samples.image(), "photo.jfif", "image"),
        (samples.image(), "photo", "image"),
        (samples.image(), "photo du 12.05.2024", "image"),
        (samples.image("PNG"), "plan.png", "image"),
        (samples.PDF, "bulletin.pdf", "document"),
        (samples.CSV, "budget.csv", "document"),
        (samples.mp4(), "film.mp4", "video"),
        (samples.webm(), "film.webm", "video"),
    ],
)
def test_an_upload_is_what_its_content_says(content: bytes, name: str, type: str) -> None:
    assert inspect(upload=samples.upload(content, name), types=MediaType.values).format.type == type


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (samples.image("PNG"), "photo.jpg", "contenu est du PNG"),
        (samples.image(), "page.html", "contenu est du JPEG"),
        (samples.image(), "shell.php", "contenu est du JPEG"),
        (samples.PDF, "photo.jpg", "contenu est du PDF"),
        (samples.workbook(), "lettre.docx", "contenu est du XLSX"),
        (SVG, "logo.svg", "format"),
        (SVG, "logo.png", "format"),
        (b"<html></html>", "photo.jpg", "format"),
        (b"Rar!\x1a\x07\x00", "a.rar", "format"),
        (b"7z\xbc\xaf\x27\x1c", "a.7z", "format"),
        (b"\x1f\x8b\x08", "a.tar.gz", "format"),
        (samples.package({"a.txt": b"a"}), "a.zip", "archives"),
        (b"MZ\x90\x00", "a.exe", "format"),
        (b"", "photo.jpg", "vide"),
        (b"", "budget.csv", "vide"),
    ],
)
def test_anything_else_is_refused_with_a_reason(content: bytes, name: str, reason: str) -> None:
    with pytest.raises(FileRefused, match=reason):
        inspect(upload=samples.upload(content, name), types=MediaType.values)


@pytest.mark.parametrize(
    ("content", "type", "reason"),
    [
        (samples.PDF, "image", "pas une image"),
        (samples.image(), "document", "pas un document"),
        (samples.image(), "video", "pas une vidéo"),
    ],
)
def test_another_type_than_asked_for_is_refused(content: bytes, type: str, reason: str) -> None:
    with pytest.raises(FileRefused, match=reason):
        inspect(upload=samples.upload(content, "fichier"), types=[type])
