"""Images are recognised by content, bounded, oriented, stripped and written anew."""

import io
from typing import Any

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from tenant_apps.media.errors import FileRefused
from tenant_apps.media.services import images
from tenant_apps.media.services.formats import Inspected
from tests.tenant_apps.media import samples


def inspected(content: bytes) -> Inspected:
    return images.inspect_image(samples.upload(content))


def opened(content: Any) -> Image.Image:
    raw = content if isinstance(content, bytes) else content.read()
    image = Image.open(io.BytesIO(raw))
    image.load()
    return image


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "GIF"])
def test_each_format_stays_what_it_is(format: str) -> None:
    result = inspected(samples.image(format, (640, 480)))
    image = opened(result.content)
    assert (image.format, image.size) == (format, (640, 480))
    assert (result.width, result.height) == (640, 480)
    assert result.format.mime_type == f"image/{format.lower()}"
    result.content.seek(0)
    assert result.size == len(result.content.read())


def test_a_phones_photo_stands_upright_and_says_nothing_of_its_place() -> None:
    result = inspected(samples.photo_of_a_phone((640, 480)))
    assert (result.width, result.height) == (480, 640)
    raw = result.content.read()
    image = opened(raw)
    red, green, _blue = image.convert("RGB").getpixel((470, 10))
    assert red > 180 > green, "the corner is turned a quarter clockwise"
    assert not image.getexif()
    assert not image.info.keys() - {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
    assert not any(remark in raw for remark in (b"Exif", b"PhoneMaker", b"chez moi", b"trailing archive"))


@pytest.mark.parametrize(
    ("format", "option"), [("PNG", "pnginfo"), ("WEBP", "xmp"), ("WEBP", "exif"), ("GIF", "comment")]
)
def test_remarks_of_other_formats_are_stripped_too(format: str, option: str) -> None:
    info = PngInfo()
    info.add_text("Author", "chez moi")
    remark = {"pnginfo": info, "exif": b"Exif\x00\x00chez moi"}.get(option, b"chez moi")
    content = samples.image(format, **{option: remark})
    assert b"chez moi" in content
    assert b"chez moi" not in inspected(content).content.read()


def test_transparency_is_kept() -> None:
    content = io.BytesIO()
    Image.new("RGBA", (40, 40), (255, 0, 0, 0)).save(content, format="PNG")
    result = inspected(content.getvalue())
    assert opened(result.content).getpixel((5, 5))[3] == 0
    assert result.thumbnail
    assert opened(result.thumbnail.content).getpixel((5, 5))[3] == 0


@pytest.mark.parametrize("mode", ["L", "P", "1", "LA", "I;16", "CMYK"])
def test_unusual_colour_modes_are_accepted_and_have_a_thumbnail(mode: str) -> None:
    content = io.BytesIO()
    image = Image.new(mode, (64, 64), 30_000) if mode == "I;16" else Image.new("L", (64, 64), 117).convert(mode)
    image.save(content, format="JPEG" if mode == "CMYK" else "PNG")
    result = inspected(content.getvalue())
    assert result.thumbnail
    thumbnail = opened(result.thumbnail.content).convert("L")
    assert thumbnail.size == (64, 64)
    assert mode == "1" or abs(thumbnail.getpixel((9, 9)) - 117) < 4


def test_colours_of_another_profile_become_srgb() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    result = inspected(samples.image("JPEG", icc_profile=profile))
    assert "icc_profile" not in opened(result.content).info


def test_a_broken_profile_is_no_reason_to_refuse() -> None:
    assert inspected(samples.image("JPEG", icc_profile=b"nonsense" * 40)).width == 640


@pytest.mark.parametrize("format", ["GIF", "WEBP"])
def test_an_animation_stays_animated_with_a_still_thumbnail(format: str) -> None:
    result = inspected(samples.animation(format))
    raw = result.content.read()
    image = Image.open(io.BytesIO(raw))
    assert image.n_frames == 3
    assert image.info["loop"] == 0
    durations = []
    for index in range(3):
        image.seek(index)
        image.load()
        durations.append(image.info["duration"])
    assert durations == [70, 90, 110]
    assert result.thumbnail
    assert not getattr(Image.open(io.BytesIO(result.thumbnail.content)), "is_animated", False)


def test_the_thumbnail_is_320_wide_and_never_larger_than_the_image() -> None:
    wide, small = inspected(samples.image(size=(1000, 500))), inspected(samples.image(size=(100, 50)))
    assert wide.thumbnail
    assert small.thumbnail
    assert opened(wide.thumbnail.content).size == (320, 160) == (wide.thumbnail.width, wide.thumbnail.height)
    assert opened(small.thumbnail.content).size == (100, 50)
    assert opened(wide.thumbnail.content).format == "WEBP"


@pytest.mark.parametrize(
    "content",
    [
        samples.image()[:400],
        samples.image()[:-200],
        samples.image("PNG")[:-30],
        samples.image("WEBP")[:-30],
        b"\x89PNG\r\n\x1a\n" + b"\x00" * 50,
        b"\xff\xd8\xff" + b"nonsense" * 40,
        b"GIF89a" + b"\xff" * 40,
        b"RIFF\x00\x00\x00\x00WEBPVP8 ",
    ],
)
def test_a_broken_image_is_refused(content: bytes) -> None:
    with pytest.raises(FileRefused):
        inspected(content)


@pytest.mark.parametrize("format", ["TIFF", "BMP", "ICO", "PPM"])
def test_other_picture_formats_are_refused(format: str) -> None:
    with pytest.raises(FileRefused, match="pas une image"):
        inspected(samples.image(format, (32, 32)))


def test_more_than_50_megapixels_is_refused_without_decoding() -> None:
    for content in (samples.decompression_bomb(7_200, 7_000), samples.decompression_bomb(20_000, 20_000)):
        assert len(content) < 100_000
        with pytest.raises(FileRefused, match="50 mégapixels"):
            inspected(content)


def test_an_animation_counts_all_its_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MAX_PIXELS", 64 * 48 * 2)
    with pytest.raises(FileRefused, match="mégapixels"):
        inspected(samples.animation())
    monkeypatch.setattr(images, "MAX_PIXELS", 10**6)
    monkeypatch.setattr(images, "MAX_FRAMES", 2)
    with pytest.raises(FileRefused, match="images"):
        inspected(samples.animation())


def test_more_than_10_megabytes_is_refused_before_decoding() -> None:
    with pytest.raises(FileRefused, match="10 Mo") as refusal:
        inspected(b"\xff\xd8\xff" + bytes(10 * 1024 * 1024))
    assert refusal.value.too_large


@pytest.mark.parametrize(
    ("width", "expected"), [(480, []), (481, [480]), (1000, [480, 800]), (4000, [480, 800, 1200, 1600])]
)
def test_an_image_is_never_enlarged(width: int, expected: list[int]) -> None:
    assert images.responsive_widths(width) == expected


def test_renditions_are_webp_of_the_widths_asked_for() -> None:
    made = dict(images.make_renditions(io.BytesIO(samples.image(size=(1700, 850))), [480, 1600]))
    assert {width: (opened(one.content).format, opened(one.content).size) for width, one in made.items()} == {
        480: ("WEBP", (480, 240)),
        1600: ("WEBP", (1600, 800)),
    }


def test_an_avatar_is_the_upright_centre_as_a_square() -> None:
    image = opened(images.make_avatar(samples.upload(samples.photo_of_a_phone((900, 400)))))
    assert (image.format, image.size) == ("WEBP", (256, 256))
    assert not image.getexif()


def test_an_avatar_of_an_animation_is_still() -> None:
    image = Image.open(io.BytesIO(images.make_avatar(samples.upload(samples.animation()))))
    assert not getattr(image, "is_animated", False)
