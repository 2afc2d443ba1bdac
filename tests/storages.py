"""The storages that the same tests run on: a folder, and a bucket of moto's server."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import boto3
from django.conf import settings
from django.test import override_settings
from moto.server import ThreadedMotoServer

from core.tenancy.storage import MairieStorage, storage, storage_settings

BOTH = ("folder", "s3")


@contextmanager
def use_storage(kind: str, tmp_path: Path) -> Iterator[MairieStorage]:
    """An empty storage of one kind for the length of a test."""
    url = _bucket_url() if kind == "s3" else f"file://{tmp_path / 'files'}"
    with override_settings(STORAGES={**settings.STORAGES, "default": storage_settings(url)}):
        yield storage


def _bucket_url() -> str:
    host, port = _server()
    bucket = f"ecms-{uuid.uuid4().hex}"
    client = boto3.client(
        "s3",
        endpoint_url=f"http://{host}:{port}",
        region_name="us-east-1",
        aws_access_key_id="key",
        aws_secret_access_key="secret",
    )
    client.create_bucket(Bucket=bucket)
    return f"s3://key:secret@{host}:{port}/{bucket}?secure=0"


@cache
def _server() -> tuple[str, int]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    return server.get_host_and_port()
