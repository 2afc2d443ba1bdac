"""The elements of a WebM file (EBML, RFC 8794): is it whole and is it WebM rather than another Matroska."""

from typing import IO

from tenant_apps.media.errors import BROKEN, NOT_A_VIDEO, FileRefused

EBML = bytes.fromhex("1a45dfa3")
SEGMENT, TRACKS, CLUSTER = bytes.fromhex("18538067"), bytes.fromhex("1654ae6b"), bytes.fromhex("1f43b675")
DOC_TYPE_WEBM = bytes.fromhex("4282") + b"\x84webm"
MAX_ELEMENTS = 100_000


def require_video(file: IO[bytes], size: int) -> None:
    """Refuse what is not a WebM with tracks and at least one cluster, all of it there."""
    kind, body, end = _element(file, 0, size)
    file.seek(body)
    if kind != EBML or DOC_TYPE_WEBM not in file.read(min(end - body, 4096)):
        raise FileRefused(NOT_A_VIDEO)
    kind, body, end = _element(file, end, size)
    if kind != SEGMENT or not {TRACKS, CLUSTER} <= _kinds(file, body, end):
        raise FileRefused(BROKEN)


def _kinds(file: IO[bytes], start: int, end: int) -> set[bytes]:
    """The kinds of elements in a segment, up to the first of unknown length (a live recording's cluster)."""
    found: set[bytes] = set()
    for _count in range(MAX_ELEMENTS):
        if start >= end:
            return found
        kind, _body, start = _element(file, start, end)
        found.add(kind)
    raise FileRefused(BROKEN)


def _element(file: IO[bytes], start: int, limit: int) -> tuple[bytes, int, int]:
    """Kind, start of the content and end of the element at `start`; refused when it runs past `limit`."""
    file.seek(start)
    head = file.read(12)
    kind_length = _vint_length(head)
    kind, rest = head[:kind_length], head[kind_length:]
    size_length = _vint_length(rest)
    mask = (1 << (7 * size_length)) - 1
    length = int.from_bytes(rest[:size_length], "big") & mask
    body = start + kind_length + size_length
    end = limit if length == mask else body + length
    if len(rest) < size_length or end > limit:
        raise FileRefused(BROKEN)
    return kind, body, end


def _vint_length(head: bytes) -> int:
    """Bytes of the variable-length number that `head` starts with, told by its leading zero bits."""
    if not head or not head[0]:
        raise FileRefused(BROKEN)
    return 9 - head[0].bit_length()
