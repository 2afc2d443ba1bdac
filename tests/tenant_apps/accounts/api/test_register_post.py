"""POST /api/v1/auth/register/."""

import pytest
from django.db import connection

from core.tenancy import mairie_context, public_context
from shared_apps.municipalities.selectors.directory import tenants_of_email
from tenant_apps.accounts.models import User
from tenant_apps.dashboard.models import Activity
from tests.factories import make_user

PATH = "/api/v1/auth/register/"
BODY = {
    "email": "Maire@mairie-exemple.fr",
    "password": "securePassword123",
    "password_confirm": "securePassword123",
    "first_name": "Jean",
    "last_name": "Dupont",
    "role": "mayor",
    "phone": "+33612345678",
}


def test_the_contract_s_body_makes_a_pending_mayor_by_both_routes(mairie_a, client_for, via):
    response = client_for(mairie_a, via=via).post(PATH, json={**BODY, "municipality_code": mairie_a.code})

    assert response.status_code == 201, response.content
    with mairie_context(mairie_a):
        user = User.objects.get(email="Maire@mairie-exemple.fr")
    assert response.json() == {
        "id": user.id,
        "email": "Maire@mairie-exemple.fr",
        "first_name": "Jean",
        "last_name": "Dupont",
        "role": "mayor",
        "role_status": "pending",
        "is_verified": False,
        "created_at": user.created_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    assert user.phone == "+33612345678"
    assert user.password.startswith("argon2$")
    assert user.effective_role == "citizen"


def test_the_body_s_code_alone_routes_on_the_platform_host(mairie_a, mairie_b, client_for):
    response = client_for(None).post(PATH, json={**BODY, "municipality_code": mairie_b.code})

    assert response.status_code == 201
    assert tenants_of_email(BODY["email"]) == [mairie_b]
    with mairie_context(mairie_a):
        assert not User.objects.with_email(BODY["email"]).exists()


def test_a_citizen_is_active_at_once_and_role_defaults_to_citizen(mairie_a, client_for):
    body = {key: value for key, value in BODY.items() if key not in {"role", "phone"}}

    response = client_for(mairie_a).post(PATH, json=body)

    assert response.status_code == 201
    assert (response.json()["role"], response.json()["role_status"]) == ("citizen", "active")


def test_a_verification_code_is_mailed_in_the_name_of_the_mairie(mairie_a, client_for, deliver, code_in):
    client_for(mairie_a).post(PATH, json=BODY)

    (message,) = deliver()

    assert message.to == ["Maire@mairie-exemple.fr"]
    assert mairie_a.name in message.from_email
    assert len(code_in(message)) == 6


def test_asking_for_a_staff_role_is_an_activity(mairie_a, client_for):
    client_for(mairie_a).post(PATH, json=BODY)

    with mairie_context(mairie_a):
        activity = Activity.objects.select_related("actor").get(type="role_request")
    assert activity.description == "Jean Dupont demande le rôle Maire"
    assert activity.actor.email == BODY["email"]


def test_a_citizen_s_registration_is_no_role_request(mairie_a, client_for):
    client_for(mairie_a).post(PATH, json={**BODY, "role": "citizen"})

    with mairie_context(mairie_a):
        assert not Activity.objects.filter(type="role_request").exists()


def test_a_second_account_of_an_address_is_a_conflict_whatever_its_case(mairie_a, client_for, refused):
    with mairie_context(mairie_a):
        make_user(email="maire@MAIRIE-exemple.FR")

    refused(client_for(mairie_a).post(PATH, json=BODY), 409, "EMAIL_TAKEN", {})


def test_the_same_address_may_have_an_account_in_each_mairie(mairie_a, mairie_b, client_for):
    assert client_for(mairie_a).post(PATH, json=BODY).status_code == 201
    assert client_for(mairie_b).post(PATH, json=BODY).status_code == 201
    assert tenants_of_email(BODY["email"]) == sorted([mairie_a, mairie_b], key=lambda mairie: mairie.code)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"password_confirm": "anotherPassword123"}, "password_confirm"),
        ({"password": "short", "password_confirm": "short"}, "password"),
        ({"password": "password", "password_confirm": "password"}, "password"),
        ({"password": "73549162080", "password_confirm": "73549162080"}, "password"),
        ({"password": "jean.dupont", "password_confirm": "jean.dupont", "email": "jean.dupont@x.fr"}, "password"),
        ({"role": "operator"}, "role"),
        ({"role": "king"}, "role"),
        ({"email": "not an address"}, "email"),
        ({"email": None}, "email"),
        ({"first_name": ""}, "first_name"),
        ({"first_name": "Jean <https://x.test>"}, "first_name"),
        ({"first_name": "Gagnez sur lot.example"}, "first_name"),
        ({"last_name": "voir t.co"}, "last_name"),
        ({"last_name": "x" * 81}, "last_name"),
        ({"phone": "call me"}, "phone"),
    ],
)
def test_wrong_values_are_named_by_field(mairie_a, client_for, refused, change, field):
    response = client_for(mairie_a).post(PATH, json={**BODY, **change})

    refused(response, 422, "VALIDATION_ERROR")
    assert list(response.json()["error"]["details"]) == [field]


def test_messages_are_french(mairie_a, client_for):
    response = client_for(mairie_a).post(PATH, json={**BODY, "email": "", "password": "abc", "password_confirm": "abc"})

    assert response.json()["error"]["message"] == "Les données fournies sont invalides"
    assert response.json()["error"]["details"]["email"] == ["Ce champ ne peut être vide."]


def test_every_missing_field_is_listed_at_once(mairie_a, client_for, refused):
    response = client_for(mairie_a).post(PATH, json={})

    refused(response, 422, "VALIDATION_ERROR")
    assert set(response.json()["error"]["details"]) == {
        "email", "password", "password_confirm", "first_name", "last_name"
    }  # fmt: skip


def test_without_municipality_nobody_registers_on_the_platform_host(db, client_for, refused):
    refused(client_for(None).post(PATH, json=BODY), 400, "MUNICIPALITY_REQUIRED")
    refused(client_for(None).post(PATH, json={**BODY, "municipality_code": "platform"}), 400, "MUNICIPALITY_REQUIRED")


def test_unknown_and_disagreeing_codes_are_refused(mairie_a, mairie_b, client_for, refused):
    refused(client_for(None).post(PATH, json={**BODY, "municipality_code": "99999"}), 404, "MUNICIPALITY_NOT_FOUND")
    refused(
        client_for(mairie_a).post(PATH, json={**BODY, "municipality_code": mairie_b.code}), 401, "WRONG_MUNICIPALITY"
    )


def test_nothing_is_stored_when_the_registration_is_refused(mairie_a, client_for):
    client_for(mairie_a).post(PATH, json={**BODY, "password_confirm": "x"})

    with mairie_context(mairie_a):
        assert not User.objects.with_email(BODY["email"]).exists()
    with public_context(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM jobs_job WHERE kind = 'accounts.send_code'")
        assert cursor.fetchone() == (0,)


def test_the_hundred_and_first_registration_from_one_address_waits(mairie_a, client_for, refused, monkeypatch):
    monkeypatch.setattr("tenant_apps.accounts.services.attempts.REQUESTS_PER_ADDRESS", 2)
    client = client_for(mairie_a)
    for number in range(2):
        client.post(PATH, json={**BODY, "email": f"a{number}@x.fr"})

    response = client.post(PATH, json={**BODY, "email": "a3@x.fr"})

    refused(response, 429, "RATE_LIMITED")
    assert int(response.headers["Retry-After"]) > 0
