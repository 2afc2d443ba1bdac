"""The boxes of an MP4 file (ISO/IEC 14496-12): is it whole, is it a video, where are its private remarks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from tenant_apps.media.errors import BROKEN, NOT_A_VIDEO, FileRefused
from tenant_apps.media.services.formats import MEGABYTE

ISO_BRANDS = frozenset(b"iso%d" % number for number in range(2, 10))
BRANDS = ISO_BRANDS | {b"isom", b"avc1", b"mp41", b"mp42", b"dash", b"M4V "}
OTHER_MAJOR_BRANDS = frozenset({b"qt  ", b"heic", b"heix", b"mif1", b"avif", b"M4A ", b"M4B "})
MAX_BOXES = 100_000
MAX_INDEX = 32 * MEGABYTE
# `udta` and `meta` of the movie and of its tracks hold remarks, among them the place where a phone filmed.
REMARKS = frozenset({b"udta", b"meta"})
_VIDEO_TRACK = re.compile(rb"hdlr.{8}vide", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Box:
    kind: bytes
    start: int
    body: int
    end: int


def require_video(file: IO[bytes], size: int) -> None:
    """Refuse what is not a complete MP4 with a picture track."""
    top = list(_boxes(file, 0, size))
    _require_brand(file, top[0])
    kinds = {box.kind for box in top}
    if b"moov" not in kinds or not kinds & {b"mdat", b"moof"}:
        raise FileRefused(BROKEN)
    movie = next(box for box in top if box.kind == b"moov")
    file.seek(movie.body)
    if not _VIDEO_TRACK.search(file.read(min(movie.end - movie.body, MAX_INDEX))):
        raise FileRefused(NOT_A_VIDEO)


def blank_metadata(file: IO[bytes], size: int) -> None:
    """Turn boxes of remarks into free space of the same length, so that no offset in the file moves."""
    for box in list(_remarks(file, 0, size)):
        file.seek(box.start + 4)
        file.write(b"free")
        file.seek(box.body)
        for left in range(box.end - box.body, 0, -MEGABYTE):
            file.write(bytes(min(left, MEGABYTE)))


def _remarks(file: IO[bytes], start: int, end: int) -> Iterator[Box]:
    for box in _boxes(file, start, end):
        if box.kind in REMARKS:
            yield box
        elif box.kind in {b"moov", b"trak"}:
            yield from _remarks(file, box.body, box.end)


def _boxes(file: IO[bytes], start: int, end: int) -> Iterator[Box]:
    """The boxes between two offsets; one that runs past its parent means a truncated file."""
    for _count in range(MAX_BOXES):
        if start == end:
            return
        file.seek(start)
        head = file.read(16)
        length, body = int.from_bytes(head[:4], "big"), start + 8
        if length == 1:
            length, body = int.from_bytes(head[8:16], "big"), start + 16
        elif length == 0:
            length = end - start
        if len(head) < 8 or body > start + length or start + length > end:
            raise FileRefused(BROKEN)
        yield Box(head[4:8], start, body, start + length)
        start += length
    raise FileRefused(BROKEN)


def _require_brand(file: IO[bytes], box: Box) -> None:
    file.seek(box.body)
    brands = file.read(min(box.end - box.body, 4096))
    compatible = {brands[offset : offset + 4] for offset in range(8, len(brands), 4)}
    if brands[:4] in OTHER_MAJOR_BRANDS or not BRANDS & {brands[:4], *compatible}:
        raise FileRefused(NOT_A_VIDEO)
