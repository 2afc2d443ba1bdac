"""POST /api/v1/auth/login/ where the mairie is known."""

from datetime import timedelta
from unittest.mock import ANY

import pytest
import time_machine
from django.utils import timezone

from core.tenancy import mairie_context
from tenant_apps.accounts import tokens
from tenant_apps.accounts.models import Session, User
from tests.factories import PASSWORD, make_user

PATH = "/api/v1/auth/login/"


def member(mairie, **fields):
    with mairie_context(mairie):
        return make_user(**{"email": "Marie@exemple.fr", **fields})


def body(**changes):
    return {"email": "marie@exemple.fr", "password": PASSWORD, **changes}


def test_the_answer_is_the_contract_s_by_both_routes(mairie_a, client_for, via):
    user = member(mairie_a, role="mayor", avatar="avatars/user_1.0123456789abcdef.webp")

    response = client_for(mairie_a, via=via).post(PATH, json=body())

    address = "/media/avatars/user_1.0123456789abcdef.webp"
    assert response.status_code == 200
    assert response.json() == {
        "access_token": ANY,
        "refresh_token": ANY,
        "token_type": "Bearer",
        "expires_in": 3600,
        "user": {
            "id": user.id,
            "email": "Marie@exemple.fr",
            "first_name": user.first_name,
            "last_name": user.last_name,
            "role": "mayor",
            "role_status": "active",
            "is_verified": True,
            "avatar_url": address if via == "host" else f"{address}?municipality_code={mairie_a.code}",
            "municipality": {"id": mairie_a.id, "name": mairie_a.name, "code": mairie_a.code},
        },
    }


def test_the_body_s_code_routes_on_the_platform_host(mairie_a, client_for):
    member(mairie_a)

    response = client_for(None).post(PATH, json=body(municipality_code=mairie_a.code))

    assert response.status_code == 200
    assert response.json()["user"]["municipality"]["code"] == mairie_a.code


def test_both_tokens_name_the_municipality_the_session_and_the_role_that_counts(mairie_a, client_for):
    user = member(mairie_a, role="admin", role_status="pending")

    answer = client_for(mairie_a).post(PATH, json=body()).json()

    access, refresh = tokens.read_access(answer["access_token"]), tokens.read_refresh(answer["refresh_token"])
    with mairie_context(mairie_a):
        session = Session.objects.get(user=user)
    assert access.municipality == refresh.municipality == mairie_a.code
    assert access.session_id == refresh.session_id == session.id
    assert access.user_id == refresh.user_id == user.id
    assert refresh.jti == session.refresh_jti
    assert tokens.AccessToken(answer["access_token"])["role"] == "citizen"


def test_a_login_is_a_session_row_with_its_device(mairie_a, client_for):
    user = member(mairie_a)

    client_for(mairie_a).post(PATH, json=body(), headers={"User-Agent": "x" * 400})

    with mairie_context(mairie_a):
        session = Session.objects.get(user=user)
        user = User.objects.get(id=user.id)
    assert (session.ip, session.user_agent) == ("127.0.0.1", "x" * 255)
    assert abs((session.expires_at - timezone.now()).total_seconds() - 14 * 86400) < 60
    assert user.last_login is not None


@pytest.mark.parametrize(
    "attempt",
    [
        {"password": "wrong-password-1"},
        {"email": "nobody@exemple.fr"},
        {"email": "not an address"},
        {"password": PASSWORD + " "},
    ],
)
def test_wrong_password_and_unknown_address_get_the_same_answer(mairie_a, client_for, refused, attempt):
    member(mairie_a)

    response = client_for(mairie_a).post(PATH, json=body(**attempt))

    refused(response, 401, "INVALID_CREDENTIALS", {})
    assert response.json()["error"]["message"] == "Adresse électronique ou mot de passe incorrect."
    assert response.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_deactivated_account_gets_the_same_answer(mairie_a, client_for, refused):
    member(mairie_a, is_active=False)

    refused(client_for(mairie_a).post(PATH, json=body()), 401, "INVALID_CREDENTIALS", {})


def test_an_account_of_another_mairie_does_not_exist_here(mairie_a, mairie_b, client_for, refused):
    member(mairie_a)

    refused(client_for(mairie_b).post(PATH, json=body()), 401, "INVALID_CREDENTIALS", {})


@pytest.mark.parametrize("email", ["marie@exemple.fr", "nobody@exemple.fr", "gone@exemple.fr", "unusable@exemple.fr"])
def test_every_refusal_costs_one_hash(mairie_a, client_for, hashes, email):
    member(mairie_a)
    member(mairie_a, email="gone@exemple.fr", is_active=False)
    member(mairie_a, email="unusable@exemple.fr", password="!")
    hashes.clear()

    client_for(mairie_a).post(PATH, json=body(email=email, password="wrong-password-1"))

    assert len(hashes) == 1


def test_unverified_and_pending_accounts_sign_in(mairie_a, client_for):
    member(mairie_a, role="mayor", role_status="pending", is_verified=False)

    user = client_for(mairie_a).post(PATH, json=body()).json()["user"]

    assert (user["role"], user["role_status"], user["is_verified"]) == ("mayor", "pending", False)


def test_the_eleventh_attempt_in_a_quarter_of_an_hour_waits_even_with_the_right_password(mairie_a, client_for, refused):
    member(mairie_a)
    client = client_for(mairie_a)
    for _attempt in range(10):
        refused(client.post(PATH, json=body(password="wrong-password-1")), 401, "INVALID_CREDENTIALS")

    response = client.post(PATH, json=body(email="MARIE@exemple.fr"))

    refused(response, 429, "RATE_LIMITED")
    assert 0 < int(response.headers["Retry-After"]) <= 1800


def test_an_unknown_address_is_slowed_down_alike(mairie_a, client_for, refused):
    client = client_for(mairie_a)
    for _attempt in range(10):
        client.post(PATH, json=body(email="nobody@exemple.fr"))

    refused(client.post(PATH, json=body(email="nobody@exemple.fr")), 429, "RATE_LIMITED")


def test_a_lock_in_one_mairie_leaves_the_same_address_elsewhere_alone(mairie_a, mairie_b, client_for):
    member(mairie_a)
    member(mairie_b)
    for _attempt in range(11):
        client_for(mairie_a).post(PATH, json=body(password="wrong-password-1"))

    assert client_for(mairie_b).post(PATH, json=body()).status_code == 200


def test_a_success_starts_the_count_again(mairie_a, client_for):
    member(mairie_a)
    client = client_for(mairie_a)
    for _round in range(2):
        for _attempt in range(9):
            client.post(PATH, json=body(password="wrong-password-1"))
        assert client.post(PATH, json=body()).status_code == 200


def test_failures_from_one_address_add_up_over_accounts_and_successes_do_not_count(
    mairie_a, client_for, refused, monkeypatch
):
    monkeypatch.setattr("tenant_apps.accounts.services.attempts.FAILED_LOGINS_PER_ADDRESS", 3)
    member(mairie_a)
    client = client_for(mairie_a)
    for number in range(3):
        assert client.post(PATH, json=body()).status_code == 200
        refused(client.post(PATH, json=body(email=f"n{number}@exemple.fr")), 401, "INVALID_CREDENTIALS")

    refused(client.post(PATH, json=body()), 429, "RATE_LIMITED")


def test_the_account_is_open_again_after_the_wait(mairie_a, client_for):
    member(mairie_a)
    client = client_for(mairie_a)
    for _attempt in range(11):
        client.post(PATH, json=body(password="wrong-password-1"))

    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert client.post(PATH, json=body()).status_code == 200


def test_an_outdated_token_does_not_keep_anybody_from_signing_in(mairie_a, client_for):
    user = member(mairie_a)
    client = client_for(mairie_a, user=user)
    client.post("/api/v1/auth/logout/")

    assert client.post(PATH, json=body()).status_code == 200


@pytest.mark.parametrize("missing", ["email", "password"])
def test_a_missing_field_is_named(mairie_a, client_for, refused, missing):
    sent = {key: value for key, value in body().items() if key != missing}

    refused(
        client_for(mairie_a).post(PATH, json=sent), 422, "VALIDATION_ERROR", {missing: ["Ce champ est obligatoire."]}
    )
