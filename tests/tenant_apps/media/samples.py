"""Small real files, made in code."""

import io
import struct
import zipfile
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

GPS_PLACE = b"48.6747+002.1062"
PDF = (
    b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
    b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000058 00000 n \n"
    b"trailer\n<< /Size 3 /Root 1 0 R >>\nstartxref\n107\n%%EOF\n"
)
CSV = "﻿Nom;Montant\nÉcole;1 200,50\nVoirie;3 400,00\n".encode()
DOCX_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
XLSX_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def upload(
    content: bytes, name: str = "photo.jpg", content_type: str = "application/octet-stream"
) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type)


def picture(size: tuple[int, int] = (640, 480), colour: Any = (30, 120, 60), mode: str = "RGB") -> Image.Image:
    """A picture with a red square in its top left corner, so that orientation shows."""
    image = Image.new(mode, size, colour if mode.startswith("RGB") else 90)
    if mode.startswith("RGB"):
        ImageDraw.Draw(image).rectangle((0, 0, size[0] // 4, size[1] // 4), fill=(220, 20, 20))
    return image


def image(format: str = "JPEG", size: tuple[int, int] = (640, 480), *, mode: str = "RGB", **options: Any) -> bytes:
    content = io.BytesIO()
    picture(size, mode=mode).save(content, format=format, **options)
    return content.getvalue()


def photo_of_a_phone(size: tuple[int, int] = (640, 480)) -> bytes:
    """A JPEG with a place, a comment and an orientation that asks for a quarter turn."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "PhoneMaker"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (48.0, 40.0, 29.0)
    content = io.BytesIO()
    picture(size).save(content, format="JPEG", exif=exif, comment=b"chez moi")
    return content.getvalue() + b"PK\x03\x04 trailing archive"


def animation(format: str = "GIF", frames: int = 3, size: tuple[int, int] = (64, 48)) -> bytes:
    pictures = [picture(size, colour=(40 * index, 200, 80)) for index in range(frames)]
    content = io.BytesIO()
    pictures[0].save(
        content, format=format, save_all=True, append_images=pictures[1:], duration=[70, 90, 110][:frames] or 70, loop=0
    )
    return content.getvalue()


def decompression_bomb(width: int = 12_000, height: int = 12_000) -> bytes:
    """A PNG of a few kilobytes that declares 144 megapixels."""
    content = io.BytesIO()
    Image.new("1", (width, height)).save(content, format="PNG")
    return content.getvalue()


def package(entries: dict[str, bytes | str]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in entries.items():
            archive.writestr(name, body)
    return content.getvalue()


def office(main: str = DOCX_MAIN, part: str = "word/document.xml", **more: bytes) -> bytes:
    types = f'<?xml version="1.0"?><Types><Override PartName="/{part}" ContentType="{main}"/></Types>'
    extra = {name.replace("__", "/"): body for name, body in more.items()}
    return package({"[Content_Types].xml": types, "_rels/.rels": "<Relationships/>", part: "<document/>", **extra})


def workbook() -> bytes:
    return office(XLSX_MAIN, "xl/workbook.xml")


def open_document(mime_type: str = "application/vnd.oasis.opendocument.text", **more: bytes) -> bytes:
    extra = {name.replace("__", "/"): body for name, body in more.items()}
    return package({"mimetype": mime_type, "content.xml": "<office:document-content/>", **extra})


def box(kind: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I", 8 + len(body)) + kind + body


def mp4(brand: bytes = b"isom", *, video: bool = True, remarks: bool = False) -> bytes:
    """The skeleton of an MP4: the boxes a player looks for, with the place of a phone if asked."""
    handler = box(b"hdlr", bytes(8) + (b"vide" if video else b"soun") + bytes(13))
    place = box(b"udta", box(b"\xa9xyz", struct.pack(">HH", len(GPS_PLACE), 0) + GPS_PLACE)) if remarks else b""
    movie = box(b"moov", box(b"mvhd", bytes(100)) + box(b"trak", box(b"mdia", handler) + place) + place)
    return box(b"ftyp", brand + bytes(4) + brand) + movie + box(b"mdat", b"frames" * 200)


def element(kind: str, body: bytes = b"") -> bytes:
    return bytes.fromhex(kind) + struct.pack(">Q", len(body) | 0x01 << 56) + body


def webm(doc_type: bytes = b"webm", *, clusters: bool = True) -> bytes:
    header = element("1a45dfa3", bytes.fromhex("4282") + bytes([0x80 | len(doc_type)]) + doc_type)
    cluster = element("1f43b675", b"frames") if clusters else b""
    segment = element("1549a966") + element("1654ae6b", b"tracks") + cluster
    return header + element("18538067", segment)
