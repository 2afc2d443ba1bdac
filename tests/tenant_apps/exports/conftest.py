from collections.abc import Iterator
from pathlib import Path

import pytest

from core.tenancy.storage import MairieStorage
from tests.storages import use_storage


@pytest.fixture(autouse=True)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MairieStorage]:
    """An empty folder of files, unless the test asks for another kind: `parametrize("store", BOTH, indirect=True)`."""
    with use_storage(getattr(request, "param", "folder"), tmp_path) as storage:
        yield storage
