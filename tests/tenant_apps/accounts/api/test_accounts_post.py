"""POST /api/v1/accounts/."""

import pytest

from core.tenancy import mairie_context
from shared_apps.municipalities.selectors.directory import tenants_of_email
from tenant_apps.accounts.models import User
from tenant_apps.dashboard.models import Activity
from tests.factories import make_user

PATH = "/api/v1/accounts/"
BODY = {
    "email": "Paul@exemple.fr",
    "first_name": "Paul",
    "last_name": "Durand",
    "role": "moderator",
    "phone": "0612345678",
}


def test_the_whole_answer_by_both_routes(mairie_a, client_for, via):
    response = client_for(mairie_a, "admin", via=via).post(PATH, json=BODY)

    assert response.status_code == 201
    with mairie_context(mairie_a):
        user = User.objects.get(email="Paul@exemple.fr")
    assert response.json() == {
        "id": user.id,
        "email": "Paul@exemple.fr",
        "first_name": "Paul",
        "last_name": "Durand",
        "phone": "0612345678",
        "role": "moderator",
        "role_status": "active",
        "is_active": True,
        "is_verified": False,
        "two_factor_enabled": False,
        "avatar_url": None,
        "created_at": user.created_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "last_login": None,
        "message": "Compte créé",
    }
    assert tenants_of_email("paul@exemple.fr") == [mairie_a]


def test_the_owner_chooses_the_password_by_mail_and_signs_in_verified(mairie_a, client_for, deliver, token_in):
    client_for(mairie_a, "admin").post(PATH, json=BODY)
    (message,) = deliver()
    assert message.to == ["Paul@exemple.fr"]
    public = client_for(None)

    reset = {"token": token_in(message), "password": "choixDePaul2026", "password_confirm": "choixDePaul2026"}
    assert public.post("/api/v1/auth/password/reset/", json=reset).status_code == 200

    login = public.post("/api/v1/auth/login/", json={"email": "paul@exemple.fr", "password": "choixDePaul2026"})
    user = login.json()["user"]
    assert (user["role"], user["role_status"], user["is_verified"]) == ("moderator", "active", True)


def test_nobody_signs_in_before(mairie_a, client_for, refused):
    client_for(mairie_a, "admin").post(PATH, json=BODY)

    for password in ("", "!", "password"):
        response = client_for(mairie_a).post("/api/v1/auth/login/", json={"email": BODY["email"], "password": password})
        assert response.status_code in {401, 422}


def test_it_is_an_activity_of_the_administrator(mairie_a, client_for):
    client = client_for(mairie_a, "admin")
    client.post(PATH, json=BODY)

    with mairie_context(mairie_a):
        activity = Activity.objects.get(type="account_created")
    assert (activity.actor_id, activity.description) == (client.user.id, "Paul Durand (Modérateur)")


def test_a_taken_address_is_a_conflict(mairie_a, client_for, refused):
    with mairie_context(mairie_a):
        make_user(email="PAUL@exemple.fr")

    refused(client_for(mairie_a, "admin").post(PATH, json=BODY), 409, "EMAIL_TAKEN")


@pytest.mark.parametrize("change", [{"role": "operator"}, {"role": None}, {"email": "x"}, {"first_name": ""}])
def test_wrong_values_are_named_by_field(mairie_a, client_for, refused, change):
    response = client_for(mairie_a, "admin").post(PATH, json={**BODY, **change})

    refused(response, 422, "VALIDATION_ERROR")
    assert list(response.json()["error"]["details"]) == list(change)


@pytest.mark.parametrize("role", ["citizen", "moderator"])
def test_others_may_not(mairie_a, client_for, refused, role):
    refused(client_for(mairie_a, role).post(PATH, json=BODY), 403, "PERMISSION_DENIED")
