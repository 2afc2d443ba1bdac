import pytest
from django.db import IntegrityError, transaction

from core.api.errors import ValidationFailed
from shared_apps.municipalities.errors import (
    DnsUnavailable,
    DomainInUse,
    DomainNotFound,
    DomainNotVerified,
    DomainTaken,
    VerificationRecordMissing,
)
from shared_apps.municipalities.models import Domain, Municipality, OperatorAction
from shared_apps.municipalities.services import domains

pytestmark = pytest.mark.django_db
HOST = "www.gif.fr"


@pytest.fixture
def municipality(mairie_a):
    return Municipality.objects.get(code=mairie_a.code)


@pytest.fixture
def domain(municipality):
    return domains.add_custom(municipality=municipality, host=HOST)


@pytest.fixture
def verified(municipality, domain):
    return domains.verify(code=municipality.code, host=HOST, lookup=lambda name: [domain.verification_token])


def test_each_domain_gets_a_token_that_nobody_can_guess(municipality, domain):
    other = domains.add_custom(municipality=municipality, host="gif.fr")

    assert len(domain.verification_token) >= 32
    assert domain.verification_token != other.verification_token


def test_a_domain_is_added_once_on_the_whole_platform(mairie_b, domain):
    with pytest.raises(DomainTaken):
        domains.add_custom(municipality=Municipality.objects.get(code=mairie_b.code), host="WWW.GIF.FR.")


@pytest.mark.parametrize("host", ["localhost", "x.localhost", "www.localhost", "pas un domaine", "http://gif.fr"])
def test_what_is_no_domain_of_the_mairies_own_is_refused(municipality, host):
    with pytest.raises(ValidationFailed) as refusal:
        domains.add_custom(municipality=municipality, host=host)

    assert set(refusal.value.details) == {"domain"}


def test_the_record_below_the_domain_verifies_it(municipality, domain):
    asked = []

    def lookup(name):
        asked.append(name)
        return ["v=spf1 -all", f" {domain.verification_token} "]

    assert domains.verify(code=municipality.code, host=HOST, lookup=lookup).is_verified
    assert asked == [f"_ecms-verification.{HOST}"]


@pytest.mark.parametrize("texts", [[], ["another token"], [""]])
def test_without_the_record_it_stays_unverified(municipality, domain, texts):
    with pytest.raises(VerificationRecordMissing) as refusal:
        domains.verify(code=municipality.code, host=HOST, lookup=lambda name: texts)

    domain.refresh_from_db()
    assert not domain.is_verified
    assert refusal.value.details == {"record": f"_ecms-verification.{HOST}", "found": texts}


def test_a_silent_dns_is_not_a_missing_record(municipality, domain):
    def lookup(name):
        raise DnsUnavailable

    with pytest.raises(DnsUnavailable):
        domains.verify(code=municipality.code, host=HOST, lookup=lookup)


def test_a_verified_domain_is_not_looked_up_again(municipality, verified):
    assert domains.verify(code=municipality.code, host=HOST, lookup=lambda name: []).is_verified


def test_only_a_verified_domain_may_be_primary(municipality, domain):
    with pytest.raises(DomainNotVerified):
        domains.make_primary(code=municipality.code, host=HOST)


def test_one_host_is_primary_at_a_time(municipality, verified):
    domains.make_primary(code=municipality.code, host=HOST)

    assert [item.host for item in municipality.domains.filter(is_primary=True)] == [HOST]

    domains.make_primary(code=municipality.code, host=f"{municipality.slug}.localhost")

    assert [item.host for item in municipality.domains.filter(is_primary=True)] == [f"{municipality.slug}.localhost"]


def test_the_database_refuses_a_second_primary_or_an_unverified_one(municipality, domain, verified):
    with pytest.raises(IntegrityError, match="domain_one_primary"), transaction.atomic():
        Domain.objects.filter(domain=HOST).update(is_primary=True)
    with pytest.raises(IntegrityError, match="domain_primary_is_verified"), transaction.atomic():
        Domain.objects.filter(is_primary=True).update(verified_at=None)


def test_a_domain_that_serves_nothing_may_go(municipality, verified):
    domains.remove(code=municipality.code, host=HOST)

    assert not Domain.objects.filter(domain=HOST).exists()


def test_the_primary_host_and_the_platforms_address_stay(municipality, verified):
    domains.make_primary(code=municipality.code, host=HOST)

    for host in (HOST, f"{municipality.slug}.localhost"):
        with pytest.raises(DomainInUse):
            domains.remove(code=municipality.code, host=host)


def test_another_mairies_domain_is_not_found(mairie_b, verified):
    for act in (domains.verify, domains.make_primary, domains.remove):
        with pytest.raises(DomainNotFound):
            act(code=mairie_b.code, host=HOST)


def test_each_step_is_written_to_the_trail(municipality, verified):
    domains.make_primary(code=municipality.code, host=HOST)
    domains.make_primary(code=municipality.code, host=f"{municipality.slug}.localhost")
    domains.remove(code=municipality.code, host=HOST)

    actions = OperatorAction.objects.filter(municipality=municipality, action__startswith="domain").order_by("id")
    assert list(actions.values_list("action", flat=True)) == [
        "domain_add",
        "domain_verify",
        "domain_primary",
        "domain_primary",
        "domain_remove",
    ]
