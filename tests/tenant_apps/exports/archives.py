"""Complete exports, made and read back."""

import json
import zipfile
from io import BytesIO
from typing import Any

from core.tenancy import Tenant, mairie_context
from tenant_apps.exports.archive import complete

# What the storage of a mairie holds, each followed by its mark.
FILES = {
    "publications/fete-0123456789abcdef.jpg": b"\xff\xd8 photo",
    "private/messages/a.pdf": b"%PDF-1.7",
    "x.txt": b"",
}


def archive_of(mairie: Tenant) -> zipfile.ZipFile:
    target = BytesIO()
    with mairie_context(mairie):
        complete.write(target=target)
    return zipfile.ZipFile(target)


def manifest_of(archive: zipfile.ZipFile) -> Any:
    return json.loads(archive.read("manifest.json"))
