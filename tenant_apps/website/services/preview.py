"""A link that shows the site before it is on line, to whoever has it, for an hour."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.utils import timezone

from core.tenancy import require
from core.tenancy.signing import signed, unsigned

LIFE = timedelta(hours=1)
PATH = "/apercu/"
PURPOSE = "website.preview"


@dataclass(frozen=True, slots=True)
class Preview:
    """The address and the moment from which it shows nothing any more."""

    url: str
    expires_at: datetime


def preview_link() -> Preview:
    """A link of the mairie one is in; it opens no other mairie's site."""
    query = urlencode({"token": signed("site", purpose=PURPOSE)})
    return Preview(require().url(f"{PATH}?{query}"), timezone.now() + LIFE)


def verify_preview(token: str) -> bool:
    """Whether the token was made for this mairie and is still alive."""
    return unsigned(token, purpose=PURPOSE, max_age=LIFE) is not None
