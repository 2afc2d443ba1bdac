"""STORAGE_URL turned into the `default` entry of Django's STORAGES."""

from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

OFF = {"0", "false", "no", "off"}


def storage_settings(url: str) -> dict[str, Any]:
    """Read `file:///folder` or `s3://key:secret@host:port/bucket?region=…&secure=0`; ValueError says what is wrong."""
    parts = urlsplit(url)
    readers = {"file": _folder, "s3": _bucket}
    if parts.scheme not in readers:
        raise ValueError("STORAGE_URL must start with file:// or s3://")
    backend, options = readers[parts.scheme](parts)
    return {"BACKEND": "core.tenancy.storage.MairieStorage", "OPTIONS": {"backend": backend, "options": options}}


def _folder(parts: SplitResult) -> tuple[str, dict[str, Any]]:
    if parts.netloc or not parts.path.strip("/"):
        raise ValueError("STORAGE_URL must name an absolute folder: file:///folder")
    return "core.tenancy.storage.backends.FolderStorage", {"location": unquote(parts.path)}


def _bucket(parts: SplitResult) -> tuple[str, dict[str, Any]]:
    bucket, query = unquote(parts.path).strip("/"), dict(parse_qsl(parts.query))
    if not parts.hostname or not bucket or "/" in bucket:
        raise ValueError("STORAGE_URL must name a host and one bucket: s3://key:secret@host:port/bucket")
    secure = query.get("secure", "1").lower() not in OFF
    port = f":{parts.port}" if parts.port else ""
    return "core.tenancy.storage.s3.BucketStorage", {
        "access_key": unquote(parts.username or "") or None,
        "secret_key": unquote(parts.password or "") or None,
        "bucket_name": bucket,
        "endpoint_url": f"{'https' if secure else 'http'}://{parts.hostname}{port}",
        "region_name": query.get("region") or "us-east-1",
    }
