import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shared_apps.jobs.services.execution import run_due
from shared_apps.municipalities.models import Municipality, OperatorAction
from shared_apps.municipalities.services import lifecycle
from shared_apps.municipalities.services.provisioning import record_failure, request_provisioning

URL = "/api/v1/platform/municipalities/"
BODY = {"code": "91274", "mayor_email": "maire@exemple.fr"}


@pytest.fixture
def operator(db, client_for):
    return client_for(None, "operator")


def codes(response) -> list[str]:
    assert response.status_code == 200, response.content
    return [row["code"] for row in response.json()["results"]]


class TestCreate:
    def test_the_answer_says_where_to_follow_the_work(self, operator):
        response = operator.post(URL, json=BODY)

        assert response.status_code == 202
        assert response.json() == {
            "code": "91274",
            "state": "provisioning",
            "slug": "gometz-la-ville",
            "status_url": f"{URL}91274/",
        }
        assert operator.get(response.json()["status_url"]).json()["state"] == "provisioning"

    def test_the_job_opens_the_mairie(self, committed_db, client_for):
        operator = client_for(None, "operator")
        status_url = operator.post(URL, json=BODY).json()["status_url"]

        run_due()

        assert operator.get(status_url).json()["state"] == "active"

    def test_everything_may_be_chosen(self, operator):
        operator.post(URL, json={**BODY, "slug": "gometz", "name": "Ville de Gometz", "domain": "www.gometz.fr"})

        shown = operator.get(f"{URL}91274/").json()
        assert (shown["slug"], shown["name"], shown["host"]) == ("gometz", "Ville de Gometz", "gometz.localhost")
        assert [domain["domain"] for domain in shown["domains"]] == ["gometz.localhost", "www.gometz.fr"]

    @pytest.mark.parametrize("field", ["slug", "name", "domain"])
    @pytest.mark.parametrize("value", ["", None])
    def test_an_empty_choice_is_none(self, operator, field, value):
        assert operator.post(URL, json={**BODY, field: value}).status_code == 202

    @pytest.mark.parametrize(
        ("body", "status", "code"),
        [
            ({"code": "99999"}, 404, "COMMUNE_NOT_FOUND"),
            ({"code": "91272"}, 409, "MUNICIPALITY_EXISTS"),
            ({"slug": "www"}, 409, "SLUG_RESERVED"),
            ({"slug": "la-rochelle"}, 409, "SLUG_TAKEN"),
            ({"slug": "La Rochelle"}, 422, "VALIDATION_ERROR"),
            ({"domain": "pas un domaine"}, 422, "VALIDATION_ERROR"),
            ({"mayor_email": "maire"}, 422, "VALIDATION_ERROR"),
            ({"code": "912740"}, 422, "VALIDATION_ERROR"),
            ({"code": None}, 422, "VALIDATION_ERROR"),
        ],
    )
    def test_what_can_not_be_is_refused(self, operator, body, status, code):
        response = operator.post(URL, json={**BODY, **body})

        assert (response.status_code, response.json()["error"]["code"]) == (status, code)
        assert not Municipality.objects.filter(code="91274").exists()

    def test_the_same_commune_twice_is_a_conflict(self, operator):
        operator.post(URL, json=BODY)

        assert operator.post(URL, json=BODY).status_code == 409

    def test_the_operator_is_in_the_trail(self, operator):
        operator.post(URL, json=BODY)

        action = OperatorAction.objects.get(municipality_code="91274")
        assert (action.actor_id, action.actor) == (operator.user.id, operator.user.email)


class TestList:
    def test_mairies_are_listed_by_code(self, operator, mairie_a, mairie_b):
        response = operator.get(URL)

        assert codes(response) == ["17300", "91272"]
        row = response.json()["results"][1]
        assert set(row) == {
            "id", "code", "name", "commune_name", "slug", "state", "host", "url", "department", "population",
            "schema_version", "created_at", "provisioned_at", "failure",
        }  # fmt: skip
        assert (row["name"], row["host"]) == ("Mairie de Gif-sur-Yvette", "gif-sur-yvette.localhost")
        assert row["url"] == mairie_a.url()

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("state=active", ["17300"]),
            ("state=suspended", ["91272"]),
            ("state=archived", []),
            ("department=91", ["91272"]),
            ("department=2A", []),
            ("q=rochelle", ["17300"]),
            ("q=GIF SUR", ["91272"]),
            ("q=912", ["91272"]),
            ("q=%27", []),
            ("state=active&q=gif", []),
        ],
    )
    def test_filters(self, operator, mairie_a, mairie_b, query, expected):
        lifecycle.suspend(code=mairie_a.code)

        assert codes(operator.get(f"{URL}?{query}")) == expected

    @pytest.mark.parametrize("query", ["state=closed", "department=Essonne", "page=0", "limit=101"])
    def test_an_unknown_value_of_a_filter_is_refused(self, operator, query):
        assert operator.get(f"{URL}?{query}").status_code == 422

    def test_pages_keep_the_filter(self, operator, mairie_a):
        first = operator.get(f"{URL}?state=active&limit=1").json()

        assert (first["count"], first["previous"]) == (2, None)
        assert "state=active" in first["next"]
        assert codes(operator.get(first["next"])) == ["91272"]
        assert operator.get(f"{URL}?page=3&limit=1").status_code == 404

    def test_the_number_of_queries_does_not_grow_with_the_list(self, operator, mairie_a):
        def queries() -> int:
            with CaptureQueriesContext(connection) as captured:
                operator.get(f"{URL}?limit=100")
            return len(captured)

        before = queries()
        for code in ("91274", "91275", "65392", "32389"):
            request_provisioning(code=code, mayor_email="maire@exemple.fr")

        assert queries() == before


class TestDetail:
    def test_a_mairie_is_shown_whole(self, operator, mairie_a):
        shown = operator.get(f"{URL}91272/").json()

        assert shown["department"] == {"code": "91", "name": "Essonne"}
        assert shown["contact"] == {"email": "", "phone": "", "address": ""}
        assert (shown["timezone"], shown["state"], shown["failure"]) == ("Europe/Paris", "active", None)
        assert [(domain["domain"], domain["is_primary"]) for domain in shown["domains"]] == [(mairie_a.host, True)]

    def test_the_reason_of_a_failure_is_shown(self, operator, mairie_a):
        record_failure(municipality_id=mairie_a.id, error=RuntimeError("no room"))

        assert operator.get(f"{URL}91272/").json()["failure"]["message"] == "RuntimeError: no room"

    @pytest.mark.parametrize("code", ["00000", "x", "91272x", "é"])
    def test_an_unknown_mairie_is_not_found(self, operator, code):
        response = operator.get(f"{URL}{code}/")

        assert (response.status_code, response.json()["error"]["code"]) == (404, "MUNICIPALITY_NOT_FOUND")


class TestUpdate:
    def test_only_the_fields_sent_change(self, operator, mairie_a):
        before = operator.get(f"{URL}91272/").json()

        response = operator.put(f"{URL}91272/", json={"contact": {"phone": "01 70 56 52 00"}, "population": 22_000})

        assert response.status_code == 200
        assert response.json() == {
            **before,
            "population": 22_000,
            "contact": {"email": "", "phone": "01 70 56 52 00", "address": ""},
        }

    def test_patch_is_the_same(self, operator, mairie_a):
        assert operator.patch(f"{URL}91272/", json={"name": "Ville de Gif"}).json()["name"] == "Ville de Gif"

    def test_a_new_subdomain_is_served_at_once(self, operator, mairie_a):
        shown = operator.put(f"{URL}91272/", json={"slug": "gif"}).json()

        assert shown["host"] == "gif.localhost"
        assert [domain["domain"] for domain in shown["domains"]] == ["gif.localhost", "gif-sur-yvette.localhost"]

    @pytest.mark.parametrize(
        ("body", "status"),
        [
            ({"slug": "www"}, 409),
            ({"slug": "la-rochelle"}, 409),
            ({"slug": "-"}, 422),
            ({"slug": ""}, 422),
            ({"name": ""}, 422),
            ({"timezone": "Europe/Gometz"}, 422),
            ({"siren": "12"}, 422),
            ({"population": -1}, 422),
            ({"population": 10**12}, 422),
            ({"contact": {"email": "x"}}, 422),
            ({"contact": "x"}, 422),
        ],
    )
    def test_a_wrong_value_changes_nothing(self, operator, mairie_a, body, status):
        before = operator.get(f"{URL}91272/").json()

        assert operator.put(f"{URL}91272/", json={"epci": "Autre", **body}).status_code == status
        assert operator.get(f"{URL}91272/").json() == before

    def test_code_and_state_are_not_written(self, operator, mairie_a):
        shown = operator.put(f"{URL}91272/", json={"code": "91274", "state": "archived"}).json()

        assert (shown["code"], shown["state"]) == ("91272", "active")

    def test_an_unknown_mairie_is_not_found(self, operator):
        assert operator.put(f"{URL}00000/", json={"name": "X"}).status_code == 404


class TestTransitions:
    def test_a_suspended_mairie_is_closed_until_it_is_reactivated(self, committed_db, client_for, mairie_a):
        operator = client_for(None, "operator")
        site = client_for(mairie_a, "citizen", via="code")

        assert operator.post(f"{URL}91272/suspend/", json={"reason": "Impayé"}).json()["state"] == "suspended"
        closed = site.get("/api/v1/publications/")
        assert (closed.status_code, closed.json()["error"]["code"]) == (403, "MUNICIPALITY_SUSPENDED")

        assert operator.post(f"{URL}91272/reactivate/").json()["state"] == "active"
        assert site.get("/api/v1/publications/").status_code == 200

    def test_an_archived_mairie_is_gone(self, committed_db, client_for, mairie_a):
        operator = client_for(None, "operator")

        assert operator.post(f"{URL}91272/archive/", json={}).json()["state"] == "archived"
        assert client_for(mairie_a, via="code").get("/api/v1/publications/").status_code == 404

    @pytest.mark.parametrize(
        ("steps", "last"),
        [([], "reactivate"), (["suspend"], "suspend"), (["archive"], "archive"), (["archive"], "suspend")],
    )
    def test_a_wrong_transition_is_a_conflict(self, operator, mairie_a, steps, last):
        for step in steps:
            assert operator.post(f"{URL}91272/{step}/").status_code == 200

        response = operator.post(f"{URL}91272/{last}/")

        assert (response.status_code, response.json()["error"]["code"]) == (409, "MUNICIPALITY_STATE")

    @pytest.mark.parametrize("action", ["suspend", "reactivate", "archive"])
    def test_an_unknown_mairie_is_not_found(self, operator, action):
        assert operator.post(f"{URL}00000/{action}/").status_code == 404
