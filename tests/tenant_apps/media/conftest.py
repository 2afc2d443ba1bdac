"""An empty storage for every test, and a moderator to act in mairie A."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from core.tenancy import Tenant
from core.tenancy.storage import MairieStorage
from tests.factories import make_user
from tests.storages import use_storage


@pytest.fixture(autouse=True)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MairieStorage]:
    """A folder, unless the test asks for another kind: `parametrize("store", BOTH, indirect=True)`."""
    with use_storage(getattr(request, "param", "folder"), tmp_path) as storage:
        yield storage


@pytest.fixture
def actor(mairie_a: Tenant, inside: Callable[[Tenant], None]) -> Any:
    """A moderator of mairie A; the test goes on inside that mairie."""
    inside(mairie_a)
    return make_user(role="moderator")
