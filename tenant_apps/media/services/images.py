"""Images are decoded by Pillow and written anew: no metadata, no trailing bytes and no hidden format survive."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from typing import IO, Any

from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, ImageSequence

from tenant_apps.media.errors import BROKEN, NOT_AN_IMAGE, FileRefused
from tenant_apps.media.services.formats import GIF, JPEG, MEGABYTE, PNG, WEBP, Inspected, Rendition, require_size

MAX_BYTES = 10 * MEGABYTE
MAX_PIXELS = 50_000_000
MAX_FRAMES = 500
THUMBNAIL_WIDTH = 320
WIDTHS = (480, 800, 1200, 1600)
AVATAR_SIZE = 256
# Multi-picture JPEG ("MPO") is what many phones write: its first picture is the photo.
FORMATS = {"JPEG": JPEG, "MPO": JPEG, "PNG": PNG, "WEBP": WEBP, "GIF": GIF}
ANIMATED = frozenset({"GIF", "WEBP"})
SAVE_OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 88, "progressive": True},
    "PNG": {"compress_level": 6},
    "WEBP": {"quality": 88, "method": 4},
    "GIF": {},
}


def inspect_image(upload: UploadedFile) -> Inspected:
    """Decode, orient, strip and re-encode an image of at most 10 MB and 50 megapixels (all frames together)."""
    require_size(upload.size or 0, MAX_BYTES)
    with _decoding(upload) as image:
        recognised = FORMATS[image.format or ""]
        if image.format in ANIMATED and getattr(image, "is_animated", False):
            content, first = _encode_animation(image)
        else:
            first = _upright(image)
            content = _encode(first, recognised.label.upper())
        content.seek(0)
        thumbnail = webp_within(first, THUMBNAIL_WIDTH)
        size = content.getbuffer().nbytes
        return Inspected(recognised, content, size, first.width, first.height, thumbnail)


def make_avatar(upload: UploadedFile) -> bytes:
    """The centre of a picture as a square WebP of 256 pixels; an animation gives its first frame."""
    require_size(upload.size or 0, MAX_BYTES)
    with _decoding(upload) as image:
        image.draft("RGB", (2 * AVATAR_SIZE, 2 * AVATAR_SIZE))
        return _webp(ImageOps.fit(_in_colour(_upright(image)), (AVATAR_SIZE, AVATAR_SIZE))).content


def responsive_widths(width: int) -> list[int]:
    """The widths worth making of an image `width` pixels wide: never larger than itself."""
    return [candidate for candidate in WIDTHS if candidate < width]


def make_renditions(content: IO[bytes], widths: list[int]) -> Iterator[tuple[int, Rendition]]:
    """WebP pictures of a stored image, each made from the next larger one."""
    with _decoding(content) as image:
        smaller = _in_colour(_upright(image))
        for width in sorted(widths, reverse=True):
            smaller = _narrowed(smaller, width)
            yield width, _webp(smaller)


def webp_within(image: Image.Image, width: int) -> Rendition:
    """`image` as WebP, at most `width` pixels wide."""
    return _webp(_narrowed(_in_colour(image), width))


@contextmanager
def _decoding(content: "IO[bytes] | File[bytes]") -> Iterator[Image.Image]:
    """Open one of the four formats and turn whatever a hostile file makes the decoder raise into a refusal."""
    content.seek(0)
    try:
        with Image.open(content, formats=("JPEG", "PNG", "WEBP", "GIF")) as image:
            _require_pixels(image.width * image.height)
            yield image
    except FileRefused:
        raise
    except Image.UnidentifiedImageError as error:
        raise FileRefused(NOT_AN_IMAGE) from error
    except Image.DecompressionBombError as error:
        raise FileRefused(_too_many_pixels()) from error
    except Exception as error:  # Pillow's parsers raise nearly anything on broken input
        raise FileRefused(BROKEN) from error


def _require_pixels(pixels: int) -> None:
    if pixels > MAX_PIXELS:
        raise FileRefused(_too_many_pixels())


def _too_many_pixels() -> str:
    return _("Cette image dépasse 50 mégapixels.")


def _upright(image: Image.Image) -> Image.Image:
    """The first frame turned as its EXIF orientation asks, in sRGB, without any metadata."""
    image.load()
    with suppress(Exception):  # unreadable EXIF asks for no turn
        ImageOps.exif_transpose(image, in_place=True)
    upright = _in_srgb(image)
    upright.info = {key: value for key, value in upright.info.items() if key == "transparency"}
    return upright


def _in_srgb(image: Image.Image) -> Image.Image:
    """Colours of another profile (phones, print) moved to sRGB, since the profile itself is stripped."""
    profile = image.info.get("icc_profile")
    if image.mode == "CMYK" or (profile and image.mode in {"RGB", "RGBA"}):
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile or b""))
            converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
        except (ImageCms.PyCMSError, OSError):
            converted = None
        return converted or image.convert(mode)
    return image


def _encode(image: Image.Image, format: str) -> BytesIO:
    if format == "JPEG" and image.mode not in {"L", "RGB"}:
        image = image.convert("RGB")
    content = BytesIO()
    image.save(content, format=format, **SAVE_OPTIONS[format])
    return content


def _encode_animation(image: Image.Image) -> tuple[BytesIO, Image.Image]:
    """All frames, decoded one by one under the pixel limit; site pages show the still renditions of the first."""
    loop = image.info.get("loop")
    frames: list[Image.Image] = []
    durations: list[int] = []
    for frame in ImageSequence.Iterator(image):
        _require_pixels(image.width * image.height * (len(frames) + 1))
        if len(frames) == MAX_FRAMES:
            raise FileRefused(_("Cette animation a plus de 500 images."))
        frames.append(frame.convert("RGBA"))
        frames[-1].info = {}
        durations.append(int(frame.info.get("duration", 100)))  # known once the frame was decoded
    options: dict[str, Any] = {**SAVE_OPTIONS[image.format or ""], **({} if loop is None else {"loop": loop})}
    content = BytesIO()
    first, *others = frames
    options |= {"save_all": True, "append_images": others, "duration": durations, "disposal": 2}
    first.save(content, format=image.format, **options)
    return content, first


def _in_colour(image: Image.Image) -> Image.Image:
    """A mode that can be resized smoothly and written as WebP; 16-bit grey is scaled, not clipped."""
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in {"RGB", "RGBA"}:
        return image
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _narrowed(image: Image.Image, width: int) -> Image.Image:
    if image.width <= width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)


def _webp(image: Image.Image) -> Rendition:
    content = BytesIO()
    image.save(content, format="WEBP", quality=80, method=4)
    return Rendition(content.getvalue(), image.width, image.height)
