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
    """Both routes to a mairie's API."""
    return request.param
