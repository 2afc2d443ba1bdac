"""POST /api/v1/invitations/."""

import pytest

from core.tenancy import mairie_context
from tenant_apps.accounts.models import Invitation, User
from tests.factories import make_user

PATH = "/api/v1/invitations/"
BODY = {"email": "Paul@exemple.fr", "role": "moderator"}


def moment(value):
    return value.strftime("%Y-%m-%dT%H:%M:%SZ")


def invitations(mairie, **filters):
    with mairie_context(mairie):
        return list(Invitation.objects.filter(**filters))


def test_inviting_answers_the_invitation_by_both_routes(mairie_a, client_for, via):
    client = client_for(mairie_a, "admin", via=via)

    response = client.post(PATH, json=BODY)

    (row,) = invitations(mairie_a, email="paul@exemple.fr")
    assert response.status_code == 201
    assert response.json() == {
        "id": row.id,
        "email": "paul@exemple.fr",
        "role": "moderator",
        "invited_by": {"id": client.user.id, "name": client.user.full_name},
        "created_at": moment(row.created_at),
        "expires_at": moment(row.expires_at),
        "message": "Invitation envoyée",
    }
    assert (row.expires_at - row.created_at).days == 30


def test_the_invited_person_gets_a_mail_registers_verifies_and_has_the_role(mairie_a, client_for, deliver, code_in):
    client_for(mairie_a, "admin").post(PATH, json=BODY)
    (message,) = deliver()
    assert message.to == ["paul@exemple.fr"]
    assert mairie_a.url("/inscription/?email=paul%40exemple.fr&role=moderator") in message.body
    registration = {
        **BODY, "password": "choixDePaul2026", "password_confirm": "choixDePaul2026",
        "first_name": "Paul", "last_name": "Durand",
    }  # fmt: skip
    public = client_for(mairie_a)

    assert public.post("/api/v1/auth/register/", json=registration).json()["role_status"] == "pending"
    (message,) = deliver()
    public.post("/api/v1/auth/email/verify/confirm/", json={"email": BODY["email"], "otp_code": code_in(message)})

    with mairie_context(mairie_a):
        user = User.objects.get(email="Paul@exemple.fr")
    assert user.effective_role == "moderator"
    assert invitations(mairie_a, email="paul@exemple.fr") == []


def test_inviting_again_replaces_the_invitation_and_mails_again(mairie_a, client_for, deliver):
    client = client_for(mairie_a, "admin")
    first = client.post(PATH, json=BODY).json()
    deliver()

    second = client.post(PATH, json={**BODY, "role": "admin"}).json()

    assert (second["id"], second["role"]) == (first["id"], "admin")
    assert len(deliver()) == 1


def test_somebody_who_asked_for_the_role_and_is_verified_gets_it_at_once(mairie_a, client_for, deliver):
    with mairie_context(mairie_a):
        user = make_user(email="paul@exemple.fr", role="moderator", role_status="pending")

    assert client_for(mairie_a, "admin").post(PATH, json=BODY).status_code == 201

    with mairie_context(mairie_a):
        assert User.objects.get(id=user.id).role_status == "active"
    assert deliver() == []


@pytest.mark.parametrize("fields", [{"role": "citizen"}, {"role": "admin", "role_status": "pending"}])
def test_an_account_with_another_role_is_a_conflict(mairie_a, client_for, refused, fields):
    with mairie_context(mairie_a):
        make_user(email="paul@exemple.fr", **fields)

    refused(client_for(mairie_a, "admin").post(PATH, json=BODY), 409, "ACCOUNT_EXISTS")


@pytest.mark.parametrize("change", [{"role": "citizen"}, {"role": "operator"}, {"email": "x"}, {"role": None}])
def test_wrong_values_are_named_by_field(mairie_a, client_for, refused, change):
    response = client_for(mairie_a, "admin").post(PATH, json={**BODY, **change})

    refused(response, 422, "VALIDATION_ERROR")
    assert list(response.json()["error"]["details"]) == list(change)


@pytest.mark.parametrize("role", ["citizen", "moderator"])
def test_others_may_not(mairie_a, client_for, refused, role):
    refused(client_for(mairie_a, role).post(PATH, json=BODY), 403, "PERMISSION_DENIED")
