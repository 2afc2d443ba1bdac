"""Addresses of exports: signed for one mairie, worth an hour, usable from a browser without a token."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from core.tenancy import require
from core.tenancy.context import by_code
from core.tenancy.signing import digest, is_digest
from tenant_apps.exports.models import Export

PURPOSE = "exports.download"
PATH = "/api/v1/export/download/{name}"
LIFE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Link:
    """Where an export is downloaded, and until when."""

    url: str
    expires_at: datetime


def link_to(export: Export) -> Link:
    """A new address of the export; on the platform host it names the municipality itself."""
    expires = int(min(time.time() + LIFE.total_seconds(), export.expires_at.timestamp()))
    query = {
        "key": export.key,
        "expires": str(expires),
        "signature": digest(expires, export.name, export.key, purpose=PURPOSE),
    }
    if by_code():
        query["municipality_code"] = require().code
    return Link(f"{PATH.format(name=export.name)}?{urlencode(query)}", datetime.fromtimestamp(expires, UTC))


def is_genuine(signature: str, *, name: str, key: str, expires: int) -> bool:
    return is_digest(signature, expires, name, key, purpose=PURPOSE)
