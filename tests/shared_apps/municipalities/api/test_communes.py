import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shared_apps.municipalities.services.provisioning import request_provisioning

URL = "/api/v1/platform/communes/"


@pytest.fixture
def operator(db, client_for):
    return client_for(None, "operator")


def test_a_commune_is_shown_whole(operator):
    response = operator.get(f"{URL}?q=gometz la ville")

    assert response.status_code == 200
    assert response.json() == {
        "count": 1,
        "next": None,
        "previous": None,
        "results": [
            {
                "code": "91274",
                "name": "Gometz-la-Ville",
                "kind": "commune",
                "department": {"code": "91", "name": "Essonne"},
                "region": {"code": "11", "name": "Île-de-France"},
                "siren": "219102746",
                "epci": {"siren": "249100074", "name": "CC du Pays de Limours (CCPL)"},
                "postal_codes": ["91400"],
                "population": 1536,
                "municipality_state": None,
            }
        ],
    }


def test_it_says_whether_the_commune_has_its_mairie(operator):
    request_provisioning(code="91274", mayor_email="maire@exemple.fr")

    states = {row["code"]: row["municipality_state"] for row in operator.get(f"{URL}?q=gometz").json()["results"]}
    assert states == {"91274": "provisioning", "91275": None}


def test_pages_follow_each_other(operator):
    first = operator.get(f"{URL}?q=saint martin&limit=2").json()
    second = operator.get(first["next"]).json()

    assert first["count"] == second["count"] > 200
    assert len({row["code"] for row in first["results"] + second["results"]}) == 4


@pytest.mark.parametrize("query", ["", "?q=", "?q=gometz&limit=0", f"?q={'x' * 101}"])
def test_a_wrong_query_is_refused(operator, query):
    response = operator.get(f"{URL}{query}")

    assert response.status_code == 422
    assert response.json()["error"]["code"] == "VALIDATION_ERROR"


def test_the_number_of_queries_does_not_grow_with_the_list(operator):
    counts = []
    for limit in (1, 100):
        with CaptureQueriesContext(connection) as captured:
            operator.get(f"{URL}?q=saint&limit={limit}")
        counts.append(len(captured))

    assert counts[0] == counts[1]
