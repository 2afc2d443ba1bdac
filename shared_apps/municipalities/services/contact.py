"""How the mairie is reached, as it says itself."""

from collections.abc import Mapping

from core.tenancy import public_context, require
from shared_apps.municipalities.models import Municipality

FIELDS = frozenset({"address", "phone", "email"})


def update_contact(*, changes: Mapping[str, str]) -> None:
    """Change address, phone or e-mail address of the mairie one is in, in the caller's transaction."""
    known = {field: changes[field] for field in FIELDS & changes.keys()}
    tenant = require()
    if known:
        with public_context():
            Municipality.objects.filter(id=tenant.id).update(**known)
