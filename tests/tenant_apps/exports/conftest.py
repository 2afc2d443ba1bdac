from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from core.tenancy import Tenant, mairie_context
from core.tenancy.storage import MairieStorage, storage
from tests.isolation.rows import fill
from tests.storages import use_storage
from tests.tenant_apps.exports.archives import FILES


@pytest.fixture(autouse=True)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MairieStorage]:
    """An empty folder of files, unless the test asks for another kind: `parametrize("store", BOTH, indirect=True)`."""
    with use_storage(getattr(request, "param", "folder"), tmp_path) as storage:
        yield storage


@pytest.fixture
def filled(committed_db: str, mairie_a: Tenant, mairie_b: Tenant) -> Tenant:
    """Two mairies with a row in every table under the same keys, and files under the same names."""
    for mairie, mark in ((mairie_a, "Quercitron"), (mairie_b, "Zinzolin")):
        fill(mairie, mark)
        with mairie_context(mairie):
            for name, body in FILES.items():
                storage.save(name, ContentFile(body + mark.encode()))
            storage.save("private/exports/" + "0" * 32 + ".zip", ContentFile(b"an earlier export"))
    return mairie_a
