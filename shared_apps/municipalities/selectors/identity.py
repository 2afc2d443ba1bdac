"""What is officially known of the mairie one is in, for its pages and documents."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery

from core.tenancy import public_context, require
from core.tenancy.errors import MunicipalityNotFound
from shared_apps.municipalities.models import Commune, Municipality
from shared_apps.municipalities.naming import of_commune

FIELDS = (
    "name", "commune_name", "code", "siren", "population", "department", "region", "epci", "email", "phone", "address",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Identity:
    """The commune by the register and its mairie by the operators; a text that is not known is empty."""

    name: str
    commune_name: str
    of_commune: str
    code: str
    siren: str
    population: int | None
    department: str
    region: str
    epci: str
    email: str
    phone: str
    address: str
    postal_codes: tuple[str, ...]


def current_identity() -> Identity:
    """The identity of the mairie one is in, in one query of the public schema."""
    tenant = require()
    commune = Commune.objects.filter(code=OuterRef("code"))
    with public_context():
        rows = Municipality.objects.filter(id=tenant.id).annotate(
            liaison=Subquery(commune.values("liaison")[:1]), postal_codes=Subquery(commune.values("postal_codes")[:1])
        )
        row: dict[str, Any] | None = rows.values(*FIELDS, "liaison", "postal_codes").first()
    if row is None:
        raise MunicipalityNotFound
    liaison, postal_codes = row.pop("liaison"), tuple(row.pop("postal_codes") or ())
    return Identity(**row, of_commune=of_commune(row["commune_name"], liaison), postal_codes=postal_codes)
