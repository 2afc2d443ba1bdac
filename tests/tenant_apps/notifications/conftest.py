from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

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


@pytest.fixture
def together() -> Callable[..., list[Any]]:
    """Call functions at the same moment, each in a thread with a connection of its own; needs `committed_db`."""

    def run(*calls: Callable[[], Any]) -> list[Any]:
        barrier = Barrier(len(calls))

        def start(call: Callable[[], Any]) -> Any:
            try:
                barrier.wait(timeout=10)
                return call()
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(calls)) as threads:
            return list(threads.map(start, calls))

    return run
