"""What the operators' API shows of the register, the mairies and their domains."""

from typing import Any

from django.urls import reverse

from core.tenancy.context import absolute_url
from shared_apps.municipalities import dns_records, hosts
from shared_apps.municipalities.models import Domain, Municipality


def commune(row: Any) -> dict[str, Any]:
    """A `Commune` of `selectors.municipalities.with_municipality`."""
    return {
        "code": row.code,
        "name": row.name,
        "kind": row.kind,
        "department": {"code": row.department_code, "name": row.department},
        "region": {"code": row.region_code, "name": row.region},
        "siren": row.siren or None,
        "epci": {"siren": row.epci_siren, "name": row.epci} if row.epci_siren else None,
        "postal_codes": row.postal_codes,
        "population": row.population,
        "municipality_state": row.municipality_state,
    }


def summary(row: Any) -> dict[str, Any]:
    """A `Municipality` of `selectors.municipalities.municipalities`."""
    host = hosts.shown(row.primary or row.slug)
    return {
        "id": row.id,
        "code": row.code,
        "name": row.name,
        "commune_name": row.commune_name,
        "slug": row.slug,
        "state": row.state,
        "host": host,
        "url": absolute_url(host),
        "department": {"code": row.department_code, "name": row.department},
        "population": row.population,
        "schema_version": row.schema_version or None,
        "created_at": row.created_at,
        "provisioned_at": row.provisioned_at,
        "failure": {"message": row.failure, "at": row.failed_at} if row.failure else None,
    }


def detail(row: Any) -> dict[str, Any]:
    """A `Municipality` of `selectors.municipalities.municipality`."""
    return {
        **summary(row),
        "siren": row.siren or None,
        "region": row.region,
        "epci": row.epci or None,
        "contact": {"email": row.email, "phone": row.phone, "address": row.address},
        "timezone": row.timezone,
        "domains": [domain(item) for item in row.domains.all()],
    }


def accepted(row: Municipality) -> dict[str, Any]:
    """Where to follow a provisioning that has been asked for."""
    return {
        "code": row.code,
        "state": row.state,
        "slug": row.slug,
        "status_url": reverse("platform-municipality", args=[row.code]),
    }


def domain(row: Domain) -> dict[str, Any]:
    proof = {"type": "TXT", "name": dns_records.record_name(row.host), "value": row.verification_token}
    return {
        "domain": row.host,
        "kind": row.kind,
        "is_primary": row.is_primary,
        "verified": row.is_verified,
        "verified_at": row.verified_at,
        "verification": None if row.is_verified else proof,
        "created_at": row.created_at,
    }
