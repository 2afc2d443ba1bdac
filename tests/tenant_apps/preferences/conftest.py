"""What the tests of the settings share with those of the accounts."""

from collections.abc import Iterator

import pytest
import time_machine
from django.utils import timezone

from tests.tenant_apps.accounts.conftest import _cheap_hashes, deliver, refused

__all__ = ["_cheap_hashes", "deliver", "refused"]


@pytest.fixture(autouse=True)
def _early_in_a_step() -> Iterator[None]:
    """Start when the half minute of a code has just begun, so that it does not end during a test."""
    now = int(timezone.now().timestamp())
    with time_machine.travel(now - now % 30 + 1, tick=True):
        yield
