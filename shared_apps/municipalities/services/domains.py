"""Hosts of a mairie: its subdomains, its own domains once proven, and which of them is the primary one."""

import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.api.errors import ValidationFailed
from core.tenancy.directory import invalidate
from shared_apps.municipalities import dns_records, hosts
from shared_apps.municipalities.errors import (
    DomainInUse,
    DomainNotFound,
    DomainNotVerified,
    DomainTaken,
    VerificationRecordMissing,
)
from shared_apps.municipalities.models import Domain, Municipality
from shared_apps.municipalities.services import audit
from shared_apps.municipalities.services.locks import locked_municipality


def add_subdomain(*, municipality: Municipality, label: str, primary: bool) -> Domain:
    """Serve the mairie under a label of the base domain; the platform owns those, so there is nothing to prove."""
    return Domain.objects.create(
        tenant=municipality,
        domain=label,
        kind=Domain.Kind.SUBDOMAIN,
        verified_at=timezone.now(),
        is_primary=primary,
    )


@transaction.atomic
def add_custom(*, municipality: Municipality, host: str, actor: audit.Actor | None = None) -> Domain:
    """Note a domain of the mairie's own; it serves nothing until a TXT record proves it."""
    name = _host_name(host)
    domain, created = Domain.objects.get_or_create(
        domain=name,
        defaults={
            "tenant": municipality,
            "kind": Domain.Kind.CUSTOM,
            "verification_token": secrets.token_urlsafe(24),
        },
    )
    if not created:
        raise DomainTaken
    audit.record(action="domain_add", municipality=municipality, actor=actor, details={"domain": name})
    return domain


def verify(
    *, code: str, host: str, actor: audit.Actor | None = None, lookup: dns_records.TxtLookup | None = None
) -> Domain:
    """Look for the domain's token in the DNS; nothing is locked while the DNS takes its time."""
    domain = _find(code, host)
    if domain.is_verified:
        return domain
    texts = (lookup or dns_records.lookup_txt)(dns_records.record_name(domain.host))
    if domain.verification_token not in [text.strip() for text in texts]:
        raise VerificationRecordMissing(details={"record": dns_records.record_name(domain.host), "found": texts})
    with transaction.atomic():
        municipality = locked_municipality(code)
        Domain.objects.filter(id=domain.id).update(verified_at=timezone.now())
        audit.record(action="domain_verify", municipality=municipality, actor=actor, details={"domain": domain.host})
        invalidate()
    return _find(code, host)


@transaction.atomic
def make_primary(*, code: str, host: str, actor: audit.Actor | None = None) -> Domain:
    """Serve the mairie at this host and redirect its other hosts to it."""
    municipality = locked_municipality(code)
    domain = _find(code, host)
    if not domain.is_verified:
        raise DomainNotVerified
    municipality.domains.exclude(id=domain.id).update(is_primary=False)
    municipality.domains.filter(id=domain.id).update(is_primary=True)
    audit.record(action="domain_primary", municipality=municipality, actor=actor, details={"domain": domain.host})
    invalidate()
    return _find(code, host)


@transaction.atomic
def remove(*, code: str, host: str, actor: audit.Actor | None = None) -> None:
    """Forget a host, unless the mairie is served there or it is its address on the platform."""
    municipality = locked_municipality(code)
    domain = _find(code, host)
    if domain.is_primary or domain.domain == municipality.slug:
        raise DomainInUse
    domain.delete()
    audit.record(action="domain_remove", municipality=municipality, actor=actor, details={"domain": domain.host})
    invalidate()


def _find(code: str, host: str) -> Domain:
    domain = Domain.objects.filter(tenant__code=code.upper(), domain=hosts.stored(host.lower())).first()
    if domain is None:
        raise DomainNotFound
    return domain


def _host_name(host: str) -> str:
    try:
        name = hosts.normalised(host)
    except (ValueError, UnicodeError) as error:
        raise ValidationFailed({"domain": [_("Saisissez un nom de domaine, comme www.ma-commune.fr.")]}) from error
    if hosts.belongs_to_platform(name):
        raise ValidationFailed({"domain": [_("Les sous-domaines de la plateforme s'attribuent avec la mairie.")]})
    return name
