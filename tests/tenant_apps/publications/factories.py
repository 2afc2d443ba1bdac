"""Rows and files of publications, made in the mairie one is in."""

from io import BytesIO
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image as Picture

from core.api import ids
from core.tenancy import Tenant, mairie_context
from core.tenancy.storage import storage
from shared_apps.jobs.services.execution import run_due
from tenant_apps.media.models import Media
from tenant_apps.publications.models import Category, Comment, Image, Like, Publication
from tests.factories import make_user

BASE = "/api/v1/publications/"
_numbers = count(1)


def make_publication(*, author: Any = None, category: str | None = None, **fields: Any) -> Publication:
    """A published post, unless told otherwise."""
    number = next(_numbers)
    defaults = {
        "type": "post",
        "title": f"Travaux rue {number}",
        "content": f"La rue {number} est fermée à la circulation.",
        "excerpt": f"La rue {number} est fermée.",
        "status": "published",
        "author": author or make_user(role="mayor", first_name="Jean", last_name="Dupont"),
        "category": Category.objects.get(slug=category) if category else None,
    }
    values = {**defaults, **fields}
    if values["status"] in {"published", "archived"}:
        values.setdefault("published_at", timezone.now())
    return Publication.objects.create(**values)


def make_comment(publication: Publication, *, author: Any = None, **fields: Any) -> Comment:
    comment = Comment.objects.create(
        publication=publication,
        author=author or make_user(),
        **{"content": f"Très bien, numéro {next(_numbers)} !", **fields},
    )
    if comment.status == "visible":
        publication.comments_count += 1
        publication.save(update_fields=["comments_count"])
    return comment


def make_like(publication: Publication, user: Any) -> Like:
    publication.likes_count += 1
    publication.save(update_fields=["likes_count"])
    return Like.objects.create(publication=publication, user=user)


def make_media(**fields: Any) -> Media:
    number = next(_numbers)
    defaults = {
        "type": "image",
        "folder": "publications",
        "name": f"publications/photo-{number:016x}.jpg",
        "original_filename": f"photo_{number}.jpg",
        "mime_type": "image/jpeg",
        "size": 1000,
        "width": 640,
        "height": 480,
        "checksum": f"{number:064x}",
    }
    return Media.objects.create(**{**defaults, **fields})


def make_image(publication: Publication, position: int = 1, **fields: Any) -> Image:
    return Image.objects.create(publication=publication, media=make_media(**fields), position=position)


def photo(name: str = "parc.jpg", *, size: tuple[int, int] = (64, 48), color: str = "green") -> SimpleUploadedFile:
    """A real image file."""
    content = BytesIO()
    Picture.new("RGB", size, color).save(content, "PNG" if name.endswith(".png") else "JPEG")
    kind = "image/png" if name.endswith(".png") else "image/jpeg"
    return SimpleUploadedFile(name, content.getvalue(), content_type=kind)


def path(*parts: Any) -> str:
    """`path(publication, "comments", comment)` → its address."""
    kinds = {Publication: "pub", Comment: "com"}
    texts = [ids.encode(kinds[type(part)], part.pk) if type(part) in kinds else str(part) for part in parts]
    return BASE + "".join(f"{text}/" for text in texts)


def pub(publication: Publication) -> str:
    return ids.encode("pub", publication.pk)


def com(comment: Comment) -> str:
    return ids.encode("com", comment.pk)


def stored_files(mairie: Tenant) -> list[str]:
    """Names of every file of the mairie."""
    with mairie_context(mairie):
        return sorted(name for name, _time in storage.walk())


def run_jobs() -> Any:
    """Do what is due now, as a worker would."""
    return run_due()
