"""A link that shows the site before it is on line, to whoever has it, for an hour."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.core import signing
from django.utils import timezone

from core.tenancy import require

LIFE = timedelta(hours=1)
PATH = "/apercu/"
_SALT = "website.preview"


@dataclass(frozen=True, slots=True)
class Preview:
    """The address and the moment from which it shows nothing any more."""

    url: str
    expires_at: datetime


def preview_link() -> Preview:
    """A link of the mairie one is in; it opens no other mairie's site."""
    tenant = require()
    token = signing.dumps({"mairie": tenant.code}, salt=_SALT)
    return Preview(tenant.url(f"{PATH}?{urlencode({'token': token})}"), timezone.now() + LIFE)


def verify_preview(token: str) -> bool:
    """Whether the token was made for this mairie and is still alive."""
    try:
        signed = signing.loads(token, salt=_SALT, max_age=LIFE)
    except signing.BadSignature:
        return False
    return bool(signed == {"mairie": require().code})
