"""Pictures of the library that the site shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.tenancy.storage import media_url
from tenant_apps.media.selectors import rendition_urls

IMAGE_COLUMNS = ("id", "name", "alt_text", "mime_type", "width", "height", "widths")


@dataclass(frozen=True, slots=True)
class SiteImage:
    """A picture with what a page needs to show it without moving anything while it loads."""

    media_id: int
    name: str
    alt_text: str
    mime_type: str
    width: int
    height: int
    widths: tuple[int, ...]

    @property
    def url(self) -> str:
        return media_url(self.name)

    @property
    def renditions(self) -> list[dict[str, int | str]]:
        """The WebP widths made so far, narrowest first: `width` and `url`."""
        return rendition_urls(name=self.name, widths=list(self.widths))


def image_of(row: Mapping[str, Any], relation: str) -> SiteImage | None:
    """The picture behind a foreign key, out of a row that holds IMAGE_COLUMNS of it."""
    values = {column: row[f"{relation}__{column}"] for column in IMAGE_COLUMNS}
    if values["id"] is None:
        return None
    return SiteImage(media_id=values.pop("id"), **{**values, "widths": tuple(values["widths"])})
