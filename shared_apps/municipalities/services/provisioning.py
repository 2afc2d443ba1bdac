"""From a commune of the register to a mairie with a schema, a host and an invited mayor."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from core.api.errors import ValidationFailed
from core.email_addresses import normalised_email, valid_email
from core.tenancy import mairie_context, public_context
from core.tenancy.directory import invalidate
from core.tenancy.errors import MunicipalityNotFound
from core.tenancy.hooks import run_provision_hooks
from core.tenancy.schemas import create_schema
from shared_apps.jobs.services import cancel, enqueue
from shared_apps.municipalities.errors import CommuneNotFound, MunicipalityExists
from shared_apps.municipalities.models import Commune, Municipality
from shared_apps.municipalities.naming import mairie_name, timezone_of
from shared_apps.municipalities.selectors.communes import commune_by_code
from shared_apps.municipalities.selectors.directory import tenant_by_id
from shared_apps.municipalities.services import audit, domains, slugs

JOB = "municipalities.provision"
FAILURE_LENGTH = 300


@transaction.atomic
def request_provisioning(
    *,
    code: str,
    mayor_email: str,
    slug: str | None = None,
    name: str | None = None,
    domain: str | None = None,
    actor: audit.Actor | None = None,
    after: timedelta = timedelta(0),
) -> Municipality:
    """Reserve the commune's place and subdomain, and leave the work to a job that is due `after` from now.

    Raises CommuneNotFound, MunicipalityExists, SlugReserved, SlugTaken, DomainTaken or ValidationFailed.
    """
    with public_context():
        commune = commune_by_code(code.strip())
        if commune is None:
            raise CommuneNotFound
        slugs.lock_allocation()
        if Municipality.objects.filter(code=commune.code).exists():
            raise MunicipalityExists
        chosen = slugs.chosen_slug(slug) if slug else slugs.free_slug(commune)
        municipality = _create(commune, slug=chosen, name=name, mayor_email=_valid_email(mayor_email))
        domains.add_subdomain(municipality=municipality, label=chosen, primary=True)
        if domain:
            domains.add_custom(municipality=municipality, host=domain, actor=actor)
        enqueue(JOB, key=commune.code, payload={"municipality_id": municipality.id}, due_at=timezone.now() + after)
        audit.record(action="provision", municipality=municipality, actor=actor, details={"slug": chosen})
        invalidate()
    return municipality


@transaction.atomic
def run_provisioning(*, municipality_id: int) -> None:
    """Make the schema, fill it and open the mairie, all in one transaction; nothing to do once it is open.

    The row lock keeps a second run waiting until it can see what the first one did.
    """
    with public_context():
        municipality = Municipality.objects.select_for_update(no_key=True).filter(id=municipality_id).first()
        if municipality is None:
            raise MunicipalityNotFound
        if municipality.state != Municipality.State.PROVISIONING:
            return
        create_schema(municipality.schema_name)
        _open(municipality)
        tenant = tenant_by_id(municipality_id)
        if tenant is None:
            raise MunicipalityNotFound
        with mairie_context(tenant):
            run_provision_hooks(tenant=tenant, options={"mayor_email": municipality.mayor_email})
        invalidate()


def finish_now(*, municipality: Municipality) -> None:
    """Do at once what the job of a request would do later; a failure is noted and raised, and the job stays."""
    try:
        with transaction.atomic():
            run_provisioning(municipality_id=municipality.id)
            with public_context():
                cancel(JOB, key=municipality.code)
    except Exception as error:
        record_failure(municipality_id=municipality.id, error=error)
        raise


@transaction.atomic
def record_failure(*, municipality_id: int, error: BaseException) -> None:
    """Say on the mairie's row why the last attempt failed; only the first line, the others may hold personal data."""
    first_line = next(iter(str(error).strip().splitlines()), "")
    reason = f"{type(error).__name__}: {first_line}"[:FAILURE_LENGTH]
    with public_context():
        Municipality.objects.filter(id=municipality_id).update(failure=reason, failed_at=timezone.now())


def _create(commune: Commune, *, slug: str, name: str | None, mayor_email: str) -> Municipality:
    municipality = Municipality(
        code=commune.code,
        name=(name or "").strip() or mairie_name(commune.name, commune.liaison),
        commune_name=commune.name,
        slug=slug,
        schema_name=f"m_{commune.code.lower()}",
        siren=commune.siren,
        population=commune.population,
        department_code=commune.department_code,
        department=commune.department,
        region=commune.region,
        epci=commune.epci,
        timezone=timezone_of(commune.code, commune.department_code),
        mayor_email=mayor_email,
    )
    municipality.save()
    return municipality


def _open(municipality: Municipality) -> None:
    Municipality.objects.filter(id=municipality.id).update(
        state=Municipality.State.ACTIVE, provisioned_at=timezone.now(), mayor_email="", failure="", failed_at=None
    )


def _valid_email(email: str) -> str:
    try:
        return normalised_email(valid_email(email))
    except ValidationError as error:
        raise ValidationFailed({"mayor_email": error.messages}) from error
