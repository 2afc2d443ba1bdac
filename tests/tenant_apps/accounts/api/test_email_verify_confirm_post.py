"""POST /api/v1/auth/email/verify/confirm/."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from core.tenancy import mairie_context
from tenant_apps.accounts.models import Invitation, User
from tenant_apps.accounts.services.one_time import issue_code
from tenant_apps.dashboard.models import Activity
from tests.factories import make_invitation, make_known_user

PATH = "/api/v1/auth/email/verify/confirm/"
WRONG = {"otp_code": ["Ce code est incorrect ou n'est plus valable. Demandez-en un nouveau."]}


def newcomer(mairie, **fields):
    """An account that waits for its code, and the code."""
    with mairie_context(mairie):
        user = make_known_user(**{"email": "Marie@exemple.fr", "is_verified": False, **fields})
        return user, issue_code(user=user)


def stored(mairie, user):
    with mairie_context(mairie):
        return User.objects.get(id=user.id)


def other(code):
    return f"{(int(code) + 1) % 10**6:06d}"


def body(code, email="marie@exemple.fr", **changes):
    return {"email": email, "otp_code": code, **changes}


def test_the_code_verifies_the_address_by_both_routes(mairie_a, client_for, via):
    user, code = newcomer(mairie_a)

    response = client_for(mairie_a, via=via).post(PATH, json=body(code))

    assert response.status_code == 200
    assert response.json() == {"message": "Email vérifié avec succès", "is_verified": True}
    assert stored(mairie_a, user).is_verified


def test_it_works_once(mairie_a, client_for, refused):
    _user, code = newcomer(mairie_a)
    client_for(mairie_a).post(PATH, json=body(code))

    refused(client_for(mairie_a).post(PATH, json=body(code)), 422, "VALIDATION_ERROR", WRONG)


def test_four_wrong_tries_are_forgiven(mairie_a, client_for, refused):
    _user, code = newcomer(mairie_a)
    for _attempt in range(4):
        refused(client_for(mairie_a).post(PATH, json=body(other(code))), 422, "VALIDATION_ERROR", WRONG)

    assert client_for(mairie_a).post(PATH, json=body(code)).status_code == 200


def test_after_five_wrong_tries_the_right_code_is_wrong_too(mairie_a, client_for, refused):
    user, code = newcomer(mairie_a)
    for _attempt in range(5):
        client_for(mairie_a).post(PATH, json=body(other(code)))

    refused(client_for(mairie_a).post(PATH, json=body(code)), 422, "VALIDATION_ERROR", WRONG)
    assert not stored(mairie_a, user).is_verified


def test_a_new_code_brings_new_tries_and_ends_the_old_one(mairie_a, client_for, refused):
    user, old = newcomer(mairie_a)
    for _attempt in range(5):
        client_for(mairie_a).post(PATH, json=body(other(old)))
    with mairie_context(mairie_a):
        new = issue_code(user=user)
    if old != new:
        refused(client_for(mairie_a).post(PATH, json=body(old)), 422, "VALIDATION_ERROR", WRONG)

    assert client_for(mairie_a).post(PATH, json=body(new)).status_code == 200


def test_after_ten_minutes_it_has_expired(mairie_a, client_for, refused):
    _user, code = newcomer(mairie_a)

    with time_machine.travel(timezone.now() + timedelta(seconds=601)):
        refused(client_for(mairie_a).post(PATH, json=body(code)), 422, "VALIDATION_ERROR", WRONG)


def test_an_unknown_address_gets_the_answer_of_a_wrong_code(mairie_a, client_for, refused):
    response = client_for(mairie_a).post(PATH, json=body("123456", "nobody@exemple.fr"))

    refused(response, 422, "VALIDATION_ERROR", WRONG)


def test_the_code_of_one_mairie_is_wrong_in_another(mairie_a, mairie_b, client_for, refused):
    _user, code = newcomer(mairie_a)
    twin, other_code = newcomer(mairie_b)
    if code != other_code:
        refused(client_for(mairie_b).post(PATH, json=body(code)), 422, "VALIDATION_ERROR", WRONG)
        assert not stored(mairie_b, twin).is_verified


def test_on_the_platform_host_without_code_it_verifies_where_it_is_right(mairie_a, mairie_b, client_for):
    here, code = newcomer(mairie_a)
    there, other_code = newcomer(mairie_b)

    response = client_for(None).post(PATH, json=body(code))

    assert response.json() == {"message": "Email vérifié avec succès", "is_verified": True}
    assert stored(mairie_a, here).is_verified
    assert stored(mairie_b, there).is_verified == (code == other_code)


def test_an_invitation_for_the_address_and_role_makes_the_role_active(mairie_a, client_for):
    user, code = newcomer(mairie_a, role="moderator", role_status="pending")
    with mairie_context(mairie_a):
        make_invitation(email="marie@exemple.fr", role="moderator")

    client_for(mairie_a).post(PATH, json=body(code))

    assert stored(mairie_a, user).role_status == "active"
    with mairie_context(mairie_a):
        assert not Invitation.objects.filter(email="marie@exemple.fr").exists()
        assert Activity.objects.get(type="invitation_accepted").actor_id == user.id


@pytest.mark.parametrize(
    "invitation",
    [
        {"email": "marie@exemple.fr", "role": "moderator"},
        {"email": "paul@exemple.fr", "role": "admin"},
        {"email": "marie@exemple.fr", "role": "admin", "days": -1},
    ],
)
def test_another_invitation_leaves_the_role_pending(mairie_a, client_for, invitation):
    user, code = newcomer(mairie_a, role="admin", role_status="pending")
    with mairie_context(mairie_a):
        make_invitation(**invitation)

    assert client_for(mairie_a).post(PATH, json=body(code)).status_code == 200

    assert stored(mairie_a, user).role_status == "pending"


def test_the_invitation_of_one_mairie_is_worth_nothing_in_another(mairie_a, mairie_b, client_for):
    user, code = newcomer(mairie_b, role="admin", role_status="pending")
    with mairie_context(mairie_a):
        make_invitation(email="marie@exemple.fr", role="admin")

    client_for(mairie_b).post(PATH, json=body(code))

    assert stored(mairie_b, user).role_status == "pending"


@pytest.mark.parametrize("code", ["", "12345", "1234567", "12345a", "１２３４５６"])
def test_a_malformed_code_is_named(mairie_a, client_for, refused, code):
    response = client_for(mairie_a).post(PATH, json=body(code))

    refused(response, 422, "VALIDATION_ERROR")
    assert list(response.json()["error"]["details"]) == ["otp_code"]


def test_the_mayor_invited_by_the_provisioning_becomes_active(mairie_a, client_for, deliver, code_in):
    email = f"maire@{mairie_a.code}.test"
    registration = {
        "email": email, "password": "securePassword123", "password_confirm": "securePassword123",
        "first_name": "Jean", "last_name": "Dupont", "role": "mayor",
    }  # fmt: skip
    client_for(mairie_a).post("/api/v1/auth/register/", json=registration)
    (message,) = deliver()

    client_for(mairie_a).post(PATH, json=body(code_in(message), email))

    with mairie_context(mairie_a):
        user = User.objects.get(email=email)
    assert (user.role, user.role_status, user.effective_role) == ("mayor", "active", "mayor")
