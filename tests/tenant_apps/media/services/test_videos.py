"""Videos are recognised by their structure, which must be whole; an MP4 loses the place it was filmed at."""

import pytest

from tenant_apps.media.errors import FileRefused
from tenant_apps.media.services import videos
from tests.tenant_apps.media import samples


def inspect(content: bytes) -> videos.Inspected:
    return videos.inspect_video(samples.upload(content, "film"))


@pytest.mark.parametrize(
    ("content", "mime_type"),
    [
        (samples.mp4(), "video/mp4"),
        (samples.mp4(b"mp42"), "video/mp4"),
        (samples.webm(), "video/webm"),
    ],
)
def test_videos_are_recognised_and_kept_as_they_are(content: bytes, mime_type: str) -> None:
    result = inspect(content)
    assert (result.format.mime_type, result.size, result.content.read()) == (mime_type, len(content), content)


def test_the_place_of_a_phone_is_blanked_without_moving_anything() -> None:
    content = samples.mp4(remarks=True)
    assert content.count(samples.GPS_PLACE) == 2
    blanked = inspect(content).content.read()
    assert samples.GPS_PLACE not in blanked
    assert len(blanked) == len(content)
    assert blanked.index(b"mdat") == content.index(b"mdat")
    assert blanked.count(b"free") == 2
    assert inspect(blanked).size == len(content)


@pytest.mark.parametrize(
    "content",
    [
        samples.mp4()[:-100],
        samples.mp4(video=False),
        samples.mp4(b"qt  "),
        samples.mp4(b"heic"),
        samples.box(b"ftyp", b"isom" + bytes(8)),
        samples.box(b"ftyp", b"isom" + bytes(8)) + samples.box(b"mdat", b"x"),
        b"\x00\x00\x00\x00ftypisom",
        b"\x00\x00\x00\x04ftyp" + bytes(30),
        samples.webm(b"matroska"),
        samples.webm(clusters=False),
        samples.webm()[:-10],
        samples.webm()[:40],
        samples.webm()[:20],
        bytes.fromhex("1a45dfa3"),
        b"nonsense",
    ],
)
def test_what_is_truncated_or_something_else_is_refused(content: bytes) -> None:
    with pytest.raises(FileRefused):
        inspect(content)


def test_thousands_of_boxes_do_not_keep_a_worker_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tenant_apps.media.services.mp4.MAX_BOXES", 10)
    with pytest.raises(FileRefused):
        inspect(samples.mp4() + samples.box(b"free") * 20)


def test_more_than_200_megabytes_is_refused() -> None:
    upload = samples.upload(samples.mp4())
    upload.size = 200 * 1024 * 1024 + 1
    with pytest.raises(FileRefused, match="200 Mo") as refusal:
        videos.inspect_video(upload)
    assert refusal.value.too_large
