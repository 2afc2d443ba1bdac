"""Media of the mairie one is in, with their files."""

from typing import Any

from core.tenancy.storage import MairieStorage
from tenant_apps.media.models import Media
from tenant_apps.media.services import Incoming, prepare_uploads, store_uploads
from tests.tenant_apps.media import samples


def make_media(
    content: bytes | None = None,
    name: str = "photo.jpg",
    *,
    folder: str = "publications",
    alt_text: str = "",
    actor: Any = None,
) -> Media:
    incoming = Incoming("file", samples.upload(content or samples.image(), name), alt_text)
    [media] = store_uploads(files=prepare_uploads(files=[incoming]), folder=folder, actor=actor)
    return media


def names_in(store: MairieStorage) -> list[str]:
    return sorted(name for name, _modified in store.walk())
