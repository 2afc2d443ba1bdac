import os
import signal
import time
from contextlib import contextmanager

import pytest
from django.db import connection, connections

from core.api.errors import ValidationFailed
from core.tenancy import hooks, mairie_context, require
from core.tenancy.schemas import drift, target_version
from shared_apps.jobs.models import Job
from shared_apps.jobs.services.execution import run_due
from shared_apps.municipalities.errors import (
    CommuneNotFound,
    DomainTaken,
    MunicipalityExists,
    SlugReserved,
    SlugTaken,
)
from shared_apps.municipalities.models import Domain, Municipality, OperatorAction
from shared_apps.municipalities.selectors.directory import tenant_by_code
from shared_apps.municipalities.services.parallel import each
from shared_apps.municipalities.services.provisioning import finish_now, request_provisioning, run_provisioning

MAYOR = "maire@exemple.fr"


def request(code="91274", **options):
    return request_provisioning(code=code, mayor_email=MAYOR, **options)


def schemas() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'm\\_%'")
        return {name for (name,) in cursor.fetchall()}


@contextmanager
def hook(function):
    """Have `function` called in the next provisionings, after the apps' own hooks."""
    hooks.on_provision(function)
    try:
        yield
    finally:
        hooks._provision.pop(f"{function.__module__}.{function.__qualname__}")


@pytest.mark.django_db
class TestRequest:
    def test_a_commune_of_the_register_becomes_a_mairie_to_be(self):
        municipality = request()

        assert municipality.state == "provisioning"
        assert municipality.name == "Mairie de Gometz-la-Ville"
        assert municipality.slug == "gometz-la-ville"
        assert municipality.schema_name == "m_91274"
        assert (municipality.department_code, municipality.department) == ("91", "Essonne")
        assert municipality.siren == "219102746"
        assert municipality.timezone == "Europe/Paris"
        assert "m_91274" not in schemas()

    def test_the_work_is_left_to_one_job_of_the_platform(self):
        municipality = request()

        job = Job.objects.get(kind="municipalities.provision")
        assert (job.municipality_id, job.key, job.payload) == (None, "91274", {"municipality_id": municipality.id})

    def test_a_corsican_code_makes_a_lower_case_schema(self):
        assert request("2a004").schema_name == "m_2a004"

    def test_an_overseas_mairie_has_its_own_time_zone(self):
        assert request("97404").timezone == "Indian/Reunion"

    def test_its_subdomain_is_verified_and_primary(self):
        domain = Domain.objects.get(tenant=request())

        assert (domain.domain, domain.kind, domain.is_primary, domain.is_verified) == (
            "gometz-la-ville",
            "subdomain",
            True,
            True,
        )

    def test_a_domain_of_its_own_waits_for_its_proof(self):
        request(domain="www.gometz.fr")

        domain = Domain.objects.get(domain="www.gometz.fr")
        assert (domain.kind, domain.is_primary, domain.is_verified) == ("custom", False, False)
        assert domain.verification_token

    def test_slug_and_name_may_be_chosen(self):
        municipality = request(slug="Gometz", name="Ville de Gometz")

        assert (municipality.slug, municipality.name) == ("gometz", "Ville de Gometz")

    def test_two_mairies_of_one_name_get_different_slugs(self):
        assert [request(code).slug for code in ("65392", "32389", "54480")] == [
            "saint-martin",
            "saint-martin-32",
            "saint-martin-54",
        ]

    def test_where_the_department_is_taken_too_the_code_decides(self):
        request("65392")
        request("54480", slug="saint-martin-32")

        assert request("32389").slug == "saint-martin-32389"

    @pytest.mark.parametrize(
        ("options", "error"),
        [
            ({"code": "99999"}, CommuneNotFound),
            ({"code": "nope"}, CommuneNotFound),
            ({"code": "91272"}, MunicipalityExists),
            ({"code": "91274", "slug": "www"}, SlugReserved),
            ({"code": "91274", "slug": "la-rochelle"}, SlugTaken),
            ({"code": "91274", "slug": "a_b"}, ValidationFailed),
            ({"code": "91274", "domain": "pas un domaine"}, ValidationFailed),
            ({"code": "91274", "domain": "x.localhost"}, ValidationFailed),
        ],
    )
    def test_what_can_not_be_is_refused_and_leaves_nothing(self, options, error):
        with pytest.raises(error):
            request(**options)

        assert not Municipality.objects.filter(code="91274").exists()
        assert not Job.objects.filter(kind="municipalities.provision").exists()

    def test_an_address_that_is_none_is_refused(self):
        with pytest.raises(ValidationFailed) as refusal:
            request_provisioning(code="91274", mayor_email="maire")

        assert set(refusal.value.details) == {"mayor_email"}

    def test_a_domain_of_another_mairie_is_refused(self):
        request(domain="www.gometz.fr")

        with pytest.raises(DomainTaken):
            request("91275", domain="WWW.Gometz.fr")

    def test_the_request_is_written_to_the_trail(self):
        request()

        action = OperatorAction.objects.get(municipality_code="91274")
        assert (action.action, action.actor, action.actor_id) == ("provision", "manage.py", None)


@pytest.mark.django_db
class TestRun:
    def test_the_mairie_is_open_with_a_schema_like_its_models(self):
        municipality = request()

        run_provisioning(municipality_id=municipality.id)

        municipality.refresh_from_db()
        assert municipality.state == "active"
        assert municipality.schema_version == target_version()
        assert municipality.provisioned_at is not None
        assert drift(["m_91274"]) == []

    def test_hooks_run_inside_the_new_mairie_and_know_the_mayor(self):
        seen = []

        def look(*, tenant, options):
            seen.append((require(), tenant, options["mayor_email"]))

        with hook(look):
            run_provisioning(municipality_id=request().id)

        tenant = tenant_by_code("91274")
        assert seen == [(tenant, tenant, MAYOR)]
        assert tenant.state == "active"

    def test_the_mayors_address_is_forgotten_once_the_invitation_exists(self):
        municipality = request()

        run_provisioning(municipality_id=municipality.id)

        municipality.refresh_from_db()
        assert municipality.mayor_email == ""

    def test_running_again_changes_nothing(self):
        municipality = request()
        run_provisioning(municipality_id=municipality.id)
        calls = []

        def count(*, tenant, options):
            calls.append(tenant)

        with hook(count):
            run_provisioning(municipality_id=municipality.id)

        assert calls == []

    def test_a_failing_hook_leaves_no_schema_and_says_why(self):
        municipality = request()

        def fail(*, tenant, options):
            raise RuntimeError("no room\nDETAIL: secret@exemple.fr")

        with hook(fail), pytest.raises(RuntimeError):
            finish_now(municipality=municipality)

        municipality.refresh_from_db()
        assert (municipality.state, municipality.failure) == ("provisioning", "RuntimeError: no room")
        assert municipality.failed_at is not None
        assert "m_91274" not in schemas()
        assert Job.objects.filter(kind="municipalities.provision").exists()

    def test_the_next_success_clears_the_failure(self):
        municipality = request()

        def fail(*, tenant, options):
            raise RuntimeError("no room")

        with hook(fail), pytest.raises(RuntimeError):
            finish_now(municipality=municipality)
        finish_now(municipality=municipality)

        municipality.refresh_from_db()
        assert (municipality.state, municipality.failure, municipality.failed_at) == ("active", "", None)
        assert not Job.objects.filter(kind="municipalities.provision").exists()


class TestCommitted:
    def test_killed_half_way_nothing_is_left_and_the_next_run_ends_right(self, committed_db):
        municipality = request()

        def die(*, tenant, options):
            os.kill(os.getpid(), signal.SIGKILL)

        status = in_child(lambda: run_with(die, municipality.id))

        assert os.WIFSIGNALED(status)
        assert "m_91274" not in schemas()
        assert tenant_by_code("91274").state == "provisioning"

        run_provisioning(municipality_id=municipality.id)

        assert tenant_by_code("91274").state == "active"
        assert drift(["m_91274"]) == []

    def test_two_runs_at_once_provision_once(self, committed_db):
        municipality = request()
        calls = []

        def slow(*, tenant, options):
            calls.append(tenant)
            time.sleep(0.3)

        with hook(slow):
            runs = each([1, 2], lambda _run: run_provisioning(municipality_id=municipality.id), jobs=2)
            outcomes = [outcome for _run, outcome in runs]

        assert (outcomes, len(calls)) == ([None, None], 1)

    def test_two_requests_at_once_make_one_mairie(self, committed_db):
        outcomes = [outcome for _code, outcome in each(["91274", "91274"], request, jobs=2)]

        assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Municipality", "MunicipalityExists"]

    def test_the_job_does_the_work_and_invites_the_mayor(self, committed_db):
        request()

        run_due()

        tenant = tenant_by_code("91274")
        assert tenant.state == "active"
        assert not Job.objects.filter(kind="municipalities.provision").exists()
        with mairie_context(tenant), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM accounts_invitation")
            assert cursor.fetchone() == (1,)

    def test_a_failing_job_notes_the_reason_and_tries_again(self, committed_db):
        municipality = request()

        def fail(*, tenant, options):
            raise RuntimeError("no room")

        with hook(fail):
            run_due()

        municipality.refresh_from_db()
        assert (municipality.state, municipality.failure) == ("provisioning", "RuntimeError: no room")
        assert Job.objects.get(kind="municipalities.provision").attempts == 1
        assert "m_91274" not in schemas()


def in_child(work) -> int:
    """Run `work` in a process of its own; its wait status."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(1)
    return os.waitpid(child, 0)[1]


def run_with(function, municipality_id):
    with hook(function):
        run_provisioning(municipality_id=municipality_id)
