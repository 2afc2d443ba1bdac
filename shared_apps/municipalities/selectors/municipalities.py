"""Mairies as operators see them."""

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery

from core.tenancy import Tenant, public_context
from core.tenancy.errors import MunicipalityNotFound
from shared_apps.municipalities.models import Commune, Domain, Municipality
from shared_apps.municipalities.selectors.communes import as_code, named


def municipalities(
    *, state: str | None = None, department: str | None = None, q: str | None = None
) -> QuerySet[Municipality]:
    """Mairies by code, each with its primary domain as `primary`; `q` is a name or (the beginning of) a code."""
    found = Municipality.objects.annotate(primary=_primary_domain())
    if state:
        found = found.filter(state=state)
    if department:
        found = found.filter(department_code=department)
    if q:
        code = as_code(q)
        found = found.filter(Q(code__startswith=code) if code else named(q))
    return found.order_by("code")


def municipality(code: str) -> Municipality:
    """One mairie with its domains; raises MunicipalityNotFound."""
    found = municipalities().prefetch_related(Prefetch("domains", Domain.objects.order_by("-is_primary", "domain")))
    row = found.filter(code=code.upper()).first()
    if row is None:
        raise MunicipalityNotFound
    return row


def domains(code: str) -> list[Domain]:
    """Hosts of a mairie, the primary one first; raises MunicipalityNotFound."""
    return list(municipality(code).domains.all())


def with_municipality(communes: QuerySet[Commune]) -> QuerySet[Commune]:
    """Add `municipality_state`: the state of the commune's mairie on the platform, None when it has none."""
    mairies = Municipality.objects.filter(code=OuterRef("code"))
    return communes.annotate(municipality_state=Subquery(mairies.values("state")[:1]))


def _primary_domain() -> Subquery:
    return Subquery(Domain.objects.filter(tenant=OuterRef("id"), is_primary=True).values("domain")[:1])


def contact_address(tenant: Tenant) -> str:
    """Where answers to the mairie's mail go; empty when the mairie has not said."""
    with public_context():
        return Municipality.objects.filter(id=tenant.id).values_list("email", flat=True).first() or ""
