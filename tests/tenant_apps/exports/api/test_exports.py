"""GET /api/v1/export/, GET and DELETE /api/v1/export/{id}/, POST /api/v1/export/{id}/retry/."""

from datetime import UTC, datetime

import pytest
import time_machine

from core.api import ids
from core.tenancy import mairie_context
from core.tenancy.storage import storage
from tenant_apps.exports.models import Export
from tests.factories import make_user
from tests.queries import queries
from tests.tenant_apps.exports.factories import make_export
from tests.tenant_apps.exports.files import BASE, content, download, parts, run_jobs

NOON = datetime(2025, 12, 5, 11, 0, tzinfo=UTC)


def path(export: Export, *more: str) -> str:
    return BASE + "".join(f"{part}/" for part in (ids.encode("exp", export.pk), *more))


def test_an_export_is_shown_with_a_fresh_link(mairie_a, client_for, via):
    with time_machine.travel(NOON, tick=False):
        client = client_for(mairie_a, "mayor", via=via)
        with mairie_context(mairie_a):
            author = make_user(role="admin", first_name="Anne", last_name="Roux")
            parameters = {"start_date": "2025-01-01"}
            export = make_export(created_by=author, parameters=parameters, row_count=3, body=b"12345")

        found = client.get(path(export)).json()
        listed = client.get(BASE).json()

        assert content(download(mairie_a, found["download_url"], via=via)) == b"12345"
    url = found.pop("download_url")
    assert parts(url)[0] == "/api/v1/export/download/export_publications_20251205.csv"
    assert found == {
        "id": ids.encode("exp", export.pk),
        "type": "publications",
        "format": "csv",
        "filename": "export_publications_20251205.csv",
        "parameters": {"start_date": "2025-01-01"},
        "status": "ready",
        "size": 5,
        "rows": 3,
        "error": "",
        "created_by": {"id": author.pk, "name": "Anne Roux"},
        "created_at": "2025-12-05T11:00:00Z",
        "available_until": "2025-12-06T11:00:00Z",
        "expires_at": "2025-12-05T12:00:00Z",
    }
    assert {**listed, "results": [listed["results"][0]["id"]]} == {
        "count": 1,
        "next": None,
        "previous": None,
        "results": [found["id"]],
    }


def test_the_newest_comes_first_and_pages_follow(mairie_a, client_for):
    with mairie_context(mairie_a):
        made = [ids.encode("exp", make_export().pk) for _number in range(3)]
    client = client_for(mairie_a, "admin")

    first = client.get(f"{BASE}?limit=2").json()
    second = client.get(first["next"]).json()

    assert [row["id"] for page in (first, second) for row in page["results"]] == made[::-1]
    assert first["count"] == 3
    assert client.get(f"{BASE}?page=3&limit=2").status_code == 404


def test_the_number_of_statements_does_not_grow(mairie_a, client_for):
    client, counts = client_for(mairie_a, "admin"), []
    client.get(BASE)
    for number in (1, 29):
        with mairie_context(mairie_a):
            for _number in range(number):
                make_export(created_by=make_user(role="admin"))
        with queries() as sent:
            assert client.get(f"{BASE}?limit=100").status_code == 200
        counts.append(len(sent))

    assert counts == [3, 3]


def test_personal_data_that_somebody_asked_for_is_theirs(mairie_a, client_for):
    manager = client_for(mairie_a, "admin")
    with mairie_context(mairie_a):
        other = make_export(kind="personal_data", format="zip", created_by=make_user())
        own = make_export(kind="personal_data", format="zip", created_by=manager.user)

    assert [row["id"] for row in manager.get(BASE).json()["results"]] == [ids.encode("exp", own.pk)]
    assert manager.get(path(other)).status_code == 404
    assert manager.delete(path(other)).status_code == 404


def test_what_has_expired_is_not_shown_although_it_is_still_there(mairie_a, client_for):
    with mairie_context(mairie_a):
        export = make_export(expires_at=datetime.now(UTC))
    client = client_for(mairie_a, "admin")

    assert client.get(BASE).json()["count"] == 0
    assert client.get(path(export)).status_code == 404


def test_deleting_removes_the_file(mairie_a, client_for, via, django_capture_on_commit_callbacks):
    with mairie_context(mairie_a):
        export = make_export()
    client = client_for(mairie_a, "admin", via=via)

    with django_capture_on_commit_callbacks(execute=True):
        response = client.delete(path(export))

    assert (response.status_code, response.content) == (204, b"")
    with mairie_context(mairie_a):
        assert not storage.exists(export.file)
    assert client.delete(path(export)).status_code == 404


def test_a_failed_one_is_tried_again(mairie_a, client_for, via):
    with mairie_context(mairie_a):
        export = make_export(state="failed", error="Le disque est plein.")
    client = client_for(mairie_a, "admin", via=via)

    response = client.post(path(export, "retry"))
    run_jobs()
    found = client.get(path(export)).json()

    assert (response.status_code, response.json()["status"], response.json()["error"]) == (202, "pending", "")
    assert (found["status"], found["error"]) == ("ready", "")
    assert download(mairie_a, found["download_url"], via=via).status_code == 200


def test_there_is_nothing_to_try_again_on_one_that_is_ready(mairie_a, client_for):
    with mairie_context(mairie_a):
        export = make_export()

    response = client_for(mairie_a, "admin").post(path(export, "retry"))

    assert (response.status_code, response.json()["error"]["code"]) == (409, "EXPORT_READY")


@pytest.mark.parametrize("role", [None, "citizen", "moderator"])
def test_others_may_not(mairie_a, client_for, role):
    with mairie_context(mairie_a):
        export = make_export()
    client, refusal = client_for(mairie_a, role), 403 if role else 401

    answers = [
        client.get(BASE),
        client.get(path(export)),
        client.delete(path(export)),
        client.post(path(export, "retry")),
    ]

    assert [answer.status_code for answer in answers] == [refusal] * 4
    with mairie_context(mairie_a):
        assert Export.objects.filter(pk=export.pk).exists()


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_an_export_of_another_mairie_is_404(mairie_a, mairie_b, client_for, method):
    with mairie_context(mairie_b):
        export = make_export(pk=987_654)

    assert client_for(mairie_a, "mayor").request(method, path(export)).status_code == 404
    with mairie_context(mairie_b):
        assert Export.objects.filter(pk=export.pk).exists()
