import pytest

from core.tenancy import mairie_context
from shared_apps.municipalities.models import Domain, Municipality
from shared_apps.municipalities.selectors import directory
from shared_apps.municipalities.services import domains, lifecycle, login_directory

pytestmark = pytest.mark.django_db


@pytest.fixture
def own_domain(mairie_a):
    municipality = Municipality.objects.get(code=mairie_a.code)
    domain = domains.add_custom(municipality=municipality, host="www.mairie-a.fr")
    return domains.verify(code=mairie_a.code, host=domain.host, lookup=lambda name: [domain.verification_token])


def test_the_subdomain_serves_the_mairie(mairie_a):
    entry = directory.tenant_by_host(mairie_a.host)

    assert (entry.tenant, entry.redirect_to) == (mairie_a, None)
    assert mairie_a.host == f"{mairie_a.slug}.localhost"


def test_a_code_serves_the_mairie_whatever_its_case_and_state(mairie_a):
    lifecycle.suspend(code=mairie_a.code)

    assert directory.tenant_by_code(mairie_a.code.lower()).state == "suspended"
    assert directory.tenant_by_code("00000") is None


@pytest.mark.parametrize("host", ["unknown.localhost", "localhost", "", "mairie-a.fr", "m_91272"])
def test_an_unknown_host_is_nobodys(mairie_a, host):
    assert directory.tenant_by_host(host) is None


def test_a_bare_label_is_a_subdomain_only_below_the_base_domain(mairie_a):
    assert directory.tenant_by_host(mairie_a.slug) is None
    assert directory.tenant_by_host(f"{mairie_a.slug}.example.org") is None
    assert directory.tenant_by_host(f"x.{mairie_a.host}") is None


def test_a_domain_that_is_not_verified_serves_nothing(mairie_a):
    municipality = Municipality.objects.get(code=mairie_a.code)
    domains.add_custom(municipality=municipality, host="www.mairie-a.fr")

    assert directory.tenant_by_host("www.mairie-a.fr") is None


def test_a_verified_domain_redirects_until_it_is_primary(mairie_a, own_domain):
    assert directory.tenant_by_host("www.mairie-a.fr").redirect_to == mairie_a.host

    domains.make_primary(code=mairie_a.code, host="www.mairie-a.fr")

    assert directory.tenant_by_host("www.mairie-a.fr").redirect_to is None
    assert directory.tenant_by_host(mairie_a.host).redirect_to == "www.mairie-a.fr"
    assert directory.tenant_by_code(mairie_a.code).host == "www.mairie-a.fr"


def test_a_host_belongs_to_one_mairie_only(mairie_a, mairie_b):
    assert directory.tenant_by_host(mairie_a.host).tenant.id == mairie_a.id
    assert directory.tenant_by_host(mairie_b.host).tenant.id == mairie_b.id


def test_look_ups_are_one_query_each(mairie_a, django_assert_num_queries):
    with django_assert_num_queries(1):
        directory.tenant_by_host(mairie_a.host)
    with django_assert_num_queries(1):
        directory.tenant_by_code(mairie_a.code)
    with mairie_context(mairie_a):
        login_directory.add(email="x@exemple.fr")
    with django_assert_num_queries(1):
        directory.tenants_of_email("x@exemple.fr")


def test_another_base_domain_needs_no_change_of_the_data(mairie_a, settings):
    settings.BASE_DOMAIN = "mairies.example"

    assert directory.tenant_by_code(mairie_a.code).host == f"{mairie_a.slug}.mairies.example"
    assert directory.tenant_by_host(f"{mairie_a.slug}.mairies.example").tenant.id == mairie_a.id
    assert Domain.objects.get(tenant_id=mairie_a.id).domain == mairie_a.slug
