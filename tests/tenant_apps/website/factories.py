"""Rows and files of the site, made in the mairie one is in."""

from io import BytesIO
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture

from tenant_apps.media.models import Media
from tenant_apps.website.models import Page, Site

BASE = "/api/v1/website/"
CONFIG = f"{BASE}config/"
SECTIONS = f"{BASE}sections/"
PAGES = f"{BASE}pages/"
PUBLISH = f"{BASE}publish/"
PREVIEW = f"{BASE}preview/"
_numbers = count(1)


def make_page(**fields: Any) -> Page:
    """A published page of the mairie's own, unless told otherwise."""
    number = next(_numbers)
    defaults = {
        "title": f"Service {number}",
        "slug": f"services/service-{number}",
        "content": f"<p>Le service {number} vous reçoit.</p>",
        "is_published": True,
    }
    return Page.objects.create(**{**defaults, **fields})


def make_media(**fields: Any) -> Media:
    number = next(_numbers)
    defaults = {
        "type": "image",
        "folder": "website",
        "name": f"website/photo-{number:016x}.jpg",
        "original_filename": f"photo_{number}.jpg",
        "mime_type": "image/jpeg",
        "size": 1000,
        "width": 640,
        "height": 480,
        "checksum": f"{number:064x}",
    }
    return Media.objects.create(**{**defaults, **fields})


def picture(name: str = "logo.png", *, format: str = "PNG", size: tuple[int, int] = (64, 64)) -> SimpleUploadedFile:
    """A real image file."""
    content = BytesIO()
    Picture.new("RGB", size, "green").save(content, format)
    return SimpleUploadedFile(name, content.getvalue(), content_type="application/octet-stream")


def reachable(**contact: str) -> None:
    """Give the site what it needs to be published."""
    site = Site.objects.get()
    site.contact = {**site.contact, "email": "contact@exemple.fr", **contact}
    site.save()
