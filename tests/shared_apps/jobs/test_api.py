"""The operators' API of jobs."""

import pytest
from django.utils import timezone

from core.tenancy import mairie_context
from shared_apps.jobs.models import Job
from shared_apps.jobs.services import enqueue
from shared_apps.municipalities.models import OperatorAction

URL = "/api/v1/platform/jobs/"


@pytest.fixture
def operator(client_for):
    """An operator's client; what signing in has planned is out of the way."""
    client = client_for(None, role="admin")
    Job.objects.all().delete()
    return client


def add(mairie, *, kind="test.effect", key="x", **changes):
    with mairie_context(mairie):
        enqueue(kind, key=key, payload={"code": "123456"})
    job = Job.objects.latest("id")
    Job.objects.filter(id=job.id).update(**changes)
    return f"job_{job.id:03d}"


def ids_of(response):
    return [row["id"] for row in response.json()["results"]]


def test_a_job_is_shown_without_its_payload(operator, mairie_a):
    job_id = add(mairie_a, state="dead", attempts=8, last_error="TimeoutError")
    answer = operator.get(f"{URL}{job_id}/").json()
    assert answer.pop("died_at")
    assert answer.pop("created_at") == answer.pop("due_at")
    assert answer == {
        "id": job_id,
        "municipality_code": "91272",
        "kind": "test.effect",
        "key": "x",
        "state": "dead",
        "attempts": 8,
        "max_attempts": 8,
        "next_attempt_at": None,
        "last_error": "TimeoutError",
    }


def test_an_overview_counts_what_waits_fails_and_is_late(operator, mairie_a, mairie_b, client_for):
    fine = {"pending": 0, "running": 0, "failing": 0, "dead": 0, "oldest_due_at": None, "is_late": False, "kinds": []}
    assert operator.get(f"{URL}overview/").json() == fine
    assert client_for(None).get("/readyz").json()["jobs"] is True
    add(mairie_a, key="1", state="dead", last_error="A: first")
    add(mairie_b, key="1", last_error="B: second", available_at=timezone.now().replace(2026, 1, 1, 8, 0, 0, 0))
    add(mairie_b, key="2", kind="test.slow", available_at=timezone.now().replace(year=2100))

    assert operator.get(f"{URL}overview/").json() == {
        "pending": 2,
        "running": 0,
        "failing": 1,
        "dead": 1,
        "oldest_due_at": "2026-01-01T08:00:00Z",
        "is_late": True,
        "kinds": [{"kind": "test.effect", "failing": 1, "dead": 1, "last_error": "B: second"}],
    }
    ready = client_for(None).get("/readyz")
    assert (ready.status_code, ready.json()["jobs"]) == (200, False)


def test_jobs_are_listed_latest_first_and_filtered(operator, mairie_a, mairie_b):
    waiting = add(mairie_a, key="1")
    dead = add(mairie_a, key="2", state="dead")
    running = add(
        mairie_b,
        kind="test.slow",
        claim="00000000-0000-4000-8000-000000000001",
        available_at=timezone.now().replace(year=2100),
    )
    assert ids_of(operator.get(URL)) == [running, dead, waiting]
    assert ids_of(operator.get(f"{URL}?state=dead")) == [dead]
    assert ids_of(operator.get(f"{URL}?state=pending")) == [waiting]
    assert ids_of(operator.get(f"{URL}?state=running")) == [running]
    assert ids_of(operator.get(f"{URL}?kind=test.slow")) == [running]
    assert ids_of(operator.get(f"{URL}?municipality=91272&state=dead")) == [dead]
    assert operator.get(f"{URL}?state=unknown").status_code == 422


@pytest.mark.parametrize("rows", [1, 30])
def test_a_list_takes_the_same_number_of_queries_whatever_its_length(
    operator, mairie_a, rows, django_assert_num_queries
):
    for number in range(rows):
        add(mairie_a, key=str(number))
    operator.get(URL)
    with django_assert_num_queries(3):  # session and user, jobs, count
        assert operator.get(f"{URL}?limit=100").json()["count"] == rows


def test_a_dead_job_is_retried_and_the_trail_names_the_operator(operator, mairie_a):
    job_id = add(mairie_a, state="dead", attempts=8)
    answer = operator.post(f"{URL}{job_id}/retry/")
    assert answer.status_code == 200
    assert (answer.json()["state"], answer.json()["attempts"]) == ("pending", 0)
    action = OperatorAction.objects.latest("id")
    assert (action.action, action.actor, action.municipality_code) == ("job_retry", operator.user.email, "91272")


def test_a_job_is_deleted(operator, mairie_a):
    job_id = add(mairie_a)
    assert operator.delete(f"{URL}{job_id}/").status_code == 204
    assert operator.get(f"{URL}{job_id}/").status_code == 404
    assert OperatorAction.objects.latest("id").action == "job_delete"


@pytest.mark.parametrize("job_id", ["job_999", "job_1", "12", "pub_001", "job_99999999999999999999"])
def test_an_unknown_or_malformed_id_is_not_found(operator, job_id):
    assert operator.get(f"{URL}{job_id}/").status_code == 404
    assert operator.delete(f"{URL}{job_id}/").status_code == 404
    assert operator.post(f"{URL}{job_id}/retry/").status_code == 404


def test_nobody_of_a_mairie_sees_jobs(client_for, mairie_a):
    job_id = add(mairie_a)
    mayor = client_for(mairie_a, role="mayor", via="code")
    anonymous = client_for(None)
    for method, path in (
        ("GET", URL),
        ("GET", f"{URL}{job_id}/"),
        ("DELETE", f"{URL}{job_id}/"),
        ("POST", f"{URL}{job_id}/retry/"),
    ):
        assert mayor.request(method, path).status_code in {403, 404}
        assert anonymous.request(method, path).status_code == 401
    assert Job.objects.exists()
