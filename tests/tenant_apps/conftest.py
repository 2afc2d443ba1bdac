"""What the tests of every app of a mairie stand on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.storages import use_storage


@pytest.fixture(autouse=True)
def _files(tmp_path: Path) -> Iterator[None]:
    """An empty folder of files for each test."""
    with use_storage("folder", tmp_path):
        yield


@pytest.fixture(params=["host", "code"])
def via(request: pytest.FixtureRequest) -> str:
    """Both routes to a mairie's API: its own host, and the platform host with its code."""
    return request.param
