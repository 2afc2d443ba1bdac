"""POST /api/v1/auth/login/ on the platform host without a municipality."""

import pytest

from core.tenancy import mairie_context
from shared_apps.municipalities.models import Municipality
from tenant_apps.accounts import tokens
from tests.factories import PASSWORD, hashed, make_known_user, make_user

PATH = "/api/v1/auth/login/"
EMAIL = "Marie@exemple.fr"
BODY = {"email": "marie@exemple.fr", "password": PASSWORD}


def member(mairie, **fields):
    with mairie_context(mairie):
        return make_known_user(**{"email": EMAIL, **fields})


def suspend(mairie):
    Municipality.objects.filter(id=mairie.id).update(state="suspended")


def test_one_match_is_found_and_its_tokens_work_there(mairie_b, client_for):
    user = member(mairie_b)
    client = client_for(None)

    response = client.post(PATH, json=BODY)

    assert response.status_code == 200
    assert response.json()["user"]["id"] == user.id
    assert response.json()["user"]["municipality"] == {
        "id": mairie_b.id, "name": mairie_b.name, "code": mairie_b.code
    }  # fmt: skip
    client.token = response.json()["access_token"]
    assert client.get("/api/v1/auth/profile/").json()["email"] == EMAIL


def test_with_several_matches_the_password_decides(mairie_a, mairie_b, client_for):
    member(mairie_a, password=hashed("Another-secret-1"))
    member(mairie_b)

    response = client_for(None).post(PATH, json=BODY)

    assert response.json()["user"]["municipality"]["code"] == mairie_b.code


def test_a_password_that_is_right_in_several_places_asks_for_a_choice(mairie_a, mairie_b, client_for, refused):
    member(mairie_a)
    member(mairie_b)

    response = client_for(None).post(PATH, json=BODY)

    choices = [
        {"code": mairie.code, "name": mairie.name, "host": mairie.host}
        for mairie in sorted((mairie_a, mairie_b), key=lambda mairie: mairie.code)
    ]
    refused(response, 409, "MUNICIPALITY_REQUIRED", {"municipalities": choices})
    chosen = client_for(None).post(PATH, json={**BODY, "municipality_code": choices[1]["code"]})
    assert chosen.json()["user"]["municipality"]["code"] == choices[1]["code"]


def test_no_success_is_the_answer_of_an_unknown_address_after_as_many_hashes(
    mairie_a, mairie_b, client_for, refused, hashes
):
    member(mairie_a)
    member(mairie_b)
    member(mairie_a, email="paul@exemple.fr")
    spent = []
    for email in ("marie@exemple.fr", "paul@exemple.fr", "nobody@exemple.fr"):
        hashes.clear()
        response = client_for(None).post(PATH, json={"email": email, "password": "wrong-password-1"})
        refused(response, 401, "INVALID_CREDENTIALS", {})
        spent.append(len(hashes))

    assert spent == [3, 3, 3]


def test_a_success_with_one_match_costs_one_hash(mairie_a, client_for, hashes):
    member(mairie_a)
    hashes.clear()

    client_for(None).post(PATH, json=BODY)

    assert len(hashes) == 1


def test_a_suspended_mairie_says_so_only_to_who_knows_the_password(mairie_a, client_for, refused):
    member(mairie_a)
    suspend(mairie_a)

    refused(client_for(None).post(PATH, json=BODY), 403, "MUNICIPALITY_SUSPENDED")
    refused(client_for(None).post(PATH, json={**BODY, "password": "wrong"}), 401, "INVALID_CREDENTIALS", {})


def test_a_suspended_mairie_is_no_choice_where_another_is_open(mairie_a, mairie_b, client_for):
    member(mairie_a)
    member(mairie_b)
    suspend(mairie_a)

    assert client_for(None).post(PATH, json=BODY).json()["user"]["municipality"]["code"] == mairie_b.code


def test_a_stale_entry_of_the_directory_is_an_unknown_address(mairie_a, client_for, refused):
    with mairie_context(mairie_a):
        make_known_user(email=EMAIL, is_active=False)

    refused(client_for(None).post(PATH, json=BODY), 401, "INVALID_CREDENTIALS", {})


def test_operators_sign_in_by_the_same_endpoint(db, client_for):
    operator = make_known_user(role="operator", email="operator@exemple.fr")

    response = client_for(None).post(PATH, json={"email": "operator@exemple.fr", "password": PASSWORD})

    user = response.json()["user"]
    assert (user["id"], user["role"], user["municipality"]) == (operator.id, "operator", None)
    assert tokens.read_access(response.json()["access_token"]).municipality == ""


def test_an_operator_who_is_a_citizen_too_chooses_the_platform(mairie_a, client_for, refused):
    make_known_user(role="operator", email=EMAIL)
    member(mairie_a)

    response = client_for(None).post(PATH, json=BODY)

    refused(response, 409, "MUNICIPALITY_REQUIRED")
    assert [choice["code"] for choice in response.json()["error"]["details"]["municipalities"]] == [
        "platform",
        mairie_a.code,
    ]
    chosen = client_for(None).post(PATH, json={**BODY, "municipality_code": "platform"})
    assert chosen.json()["user"]["municipality"] is None


def test_operators_have_no_account_on_a_mairie_s_host(mairie_a, client_for, refused):
    make_known_user(role="operator", email=EMAIL)

    refused(client_for(mairie_a).post(PATH, json=BODY), 401, "INVALID_CREDENTIALS")
    refused(client_for(None).post(PATH, json={**BODY, "municipality_code": mairie_a.code}), 401, "INVALID_CREDENTIALS")


def test_an_account_the_directory_does_not_know_is_not_found_without_code(mairie_a, client_for, refused):
    with mairie_context(mairie_a):
        make_user(email=EMAIL)

    refused(client_for(None).post(PATH, json=BODY), 401, "INVALID_CREDENTIALS")


@pytest.mark.parametrize("code", ["99999", "xxxxx"])
def test_an_unknown_code_is_not_found(db, client_for, refused, code):
    refused(client_for(None).post(PATH, json={**BODY, "municipality_code": code}), 404, "MUNICIPALITY_NOT_FOUND")


def test_searching_is_slowed_down_per_address_known_or_not(mairie_a, client_for, refused):
    member(mairie_a)
    for email in ("marie@exemple.fr", "nobody@exemple.fr"):
        attempt = {"email": email, "password": "wrong-password-1"}
        for _attempt in range(10):
            refused(client_for(None).post(PATH, json=attempt), 401, "INVALID_CREDENTIALS")
        refused(client_for(None).post(PATH, json=attempt), 429, "RATE_LIMITED")
