"""Addresses of files: lasting ones for public names, signed and expiring ones for private names."""

import time
from collections.abc import Mapping
from urllib.parse import urlencode

from core.tenancy.context import by_code, current
from core.tenancy.signing import digest, is_digest
from core.tenancy.storage.names import NameRefused, check_name, is_private

PREFIX = "/media/"
PURPOSE = "core.tenancy.storage.links"
CODE_PARAMETER = "municipality_code"


def media_url(name: str) -> str:
    """Address of a public file on the host that is answering: the platform host needs the municipality's code in it."""
    if is_private(name):
        raise NameRefused("a private file has no lasting address: sign_url() makes an expiring one")
    tenant = current() if by_code() else None
    return f"{PREFIX}{name}?{CODE_PARAMETER}={tenant.code}" if tenant else f"{PREFIX}{name}"


def sign_url(name: str, expires_in: int = 3600, *, filename: str = "") -> str:
    """Address that serves `name` for `expires_in` seconds, in this mairie only, to be saved under `filename`."""
    expires = int(time.time()) + expires_in
    signature = digest(check_name(name), expires, filename, purpose=PURPOSE)
    query = {"expires": str(expires), "signature": signature}
    if filename:
        query["filename"] = filename
    tenant = current() if by_code() else None
    if tenant:
        query[CODE_PARAMETER] = tenant.code
    return f"{PREFIX}{name}?{urlencode(query)}"


def signed_filename(name: str, query: Mapping[str, str]) -> str | None:
    """The file name (perhaps empty) that a valid, unexpired signature of this mairie carries, else None."""
    raw, filename = query.get("expires", ""), query.get("filename", "")
    if not (raw.isascii() and raw.isdigit() and len(raw) < 12):
        return None
    genuine = is_digest(query.get("signature", ""), name, int(raw), filename, purpose=PURPOSE)
    return filename if genuine and int(raw) >= time.time() else None
