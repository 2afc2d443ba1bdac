"""A mairie, or the platform's own accounts (None): the two kinds of place that hold accounts."""

from contextlib import AbstractContextManager
from typing import Any

from core.tenancy import Tenant, mairie_context, public_context

# What a body's `municipality_code` says to mean the platform's own accounts, for somebody who has one in a mairie too.
PLATFORM_CODE = "platform"


def entered(scope: Tenant | None) -> AbstractContextManager[Any]:
    """Work in the mairie, or in the public schema for None."""
    return mairie_context(scope) if scope else public_context()
