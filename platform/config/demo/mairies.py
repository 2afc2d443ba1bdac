"""Provision the demo's communes and let people and content in."""

from urllib.parse import urlsplit

from config.demo import accounts, content
from config.demo.seeding import once
from config.demo.towns import Town, addresses
from core.tenancy import Tenant, mairie_context
from shared_apps.municipalities.models import Commune, Municipality
from shared_apps.municipalities.naming import slug_of
from shared_apps.municipalities.selectors import directory
from shared_apps.municipalities.services.provisioning import finish_now, request_provisioning


def open_platform(*, password: str) -> None:
    """The platform's operator."""
    once("operator", lambda: accounts.seed_operator(password=password))


def open_mairie(*, code: str, password: str) -> Town:
    """The commune's mairie, provisioned and filled as far as it is not yet."""
    tenant = _provisioned(code)
    with mairie_context(tenant):
        once("accounts", lambda: accounts.seed_people(tenant=tenant, password=password))
        content.seed(lambda: accounts.people(tenant=tenant))
    return Town(tenant.code, tenant.name, urlsplit(tenant.url()).netloc, addresses(tenant.slug))


def _provisioned(code: str) -> Tenant:
    municipality = Municipality.objects.filter(code=code).first()
    if municipality is None:
        slug = slug_of(Commune.objects.get(code=code).name)
        municipality = request_provisioning(code=code, slug=slug, mayor_email=addresses(slug)["mayor"])
    finish_now(municipality=municipality)
    tenant = directory.tenant_by_code(code)
    if tenant is None:
        raise LookupError(code)
    return tenant
