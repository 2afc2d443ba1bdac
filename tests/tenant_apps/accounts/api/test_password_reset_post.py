"""POST /api/v1/auth/password/reset/."""

from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.utils import timezone

from core.tenancy import mairie_context
from tenant_apps.accounts.models import OneTimeSecret, User
from tenant_apps.accounts.services.one_time import SALT, issue_link_token
from tests.factories import PASSWORD, make_invitation, make_known_user
from tests.tenant_apps.preferences.authenticator import activate

PATH = "/api/v1/auth/password/reset/"
LOGIN = "/api/v1/auth/login/"
NEW = "newSecurePassword123"
UNUSABLE = {"token": ["Ce lien n'est plus valable. Demandez-en un nouveau."]}


def link(mairie, **fields):
    """An account and the token of a link that was mailed to it."""
    with mairie_context(mairie):
        user = make_known_user(**{"email": "Marie@exemple.fr", **fields})
        return user, issue_link_token(user=user, purpose=OneTimeSecret.Purpose.RESET_PASSWORD)


def body(token, password=NEW, confirm=None):
    return {"token": token, "password": password, "password_confirm": confirm or password}


def test_the_new_password_works_and_the_old_one_no_more_by_both_routes(mairie_a, client_for, via, refused):
    _user, token = link(mairie_a)
    client = client_for(mairie_a, via=via)

    response = client.post(PATH, json=body(token))

    assert response.status_code == 200
    assert response.json() == {"message": "Mot de passe réinitialisé avec succès"}
    assert client.post(LOGIN, json={"email": "marie@exemple.fr", "password": NEW}).status_code == 200
    refused(client.post(LOGIN, json={"email": "marie@exemple.fr", "password": PASSWORD}), 401, "INVALID_CREDENTIALS")


def test_the_token_alone_routes_on_the_platform_host(mairie_a, mairie_b, client_for):
    link(mairie_a)
    user, token = link(mairie_b)

    assert client_for(None).post(PATH, json=body(token)).status_code == 200

    with mairie_context(mairie_b):
        assert User.objects.get(id=user.id).check_password(NEW)
    with mairie_context(mairie_a):
        assert User.objects.with_email("marie@exemple.fr").get().check_password(PASSWORD)


def test_every_session_ends(mairie_a, client_for, refused):
    user, token = link(mairie_a)
    client = client_for(mairie_a, user=user)

    client_for(mairie_a).post(PATH, json=body(token))

    refused(client.get("/api/v1/auth/profile/"), 401, "SESSION_ENDED")


def test_a_link_works_once(mairie_a, client_for, refused):
    _user, token = link(mairie_a)
    client_for(mairie_a).post(PATH, json=body(token))

    refused(
        client_for(mairie_a).post(PATH, json=body(token, "thirdSecurePassword1")), 422, "VALIDATION_ERROR", UNUSABLE
    )


def test_a_link_works_for_an_hour(mairie_a, client_for, refused):
    _user, token = link(mairie_a)

    with time_machine.travel(timezone.now() + timedelta(hours=1, seconds=1)):
        refused(client_for(mairie_a).post(PATH, json=body(token)), 422, "VALIDATION_ERROR", UNUSABLE)


def test_a_newer_link_replaces_the_older(mairie_a, client_for, refused):
    user, old = link(mairie_a)
    with mairie_context(mairie_a):
        new = issue_link_token(user=user, purpose=OneTimeSecret.Purpose.RESET_PASSWORD)

    refused(client_for(mairie_a).post(PATH, json=body(old)), 422, "VALIDATION_ERROR", UNUSABLE)
    assert client_for(mairie_a).post(PATH, json=body(new)).status_code == 200


def test_a_refused_password_does_not_use_the_link_up(mairie_a, client_for, refused):
    _user, token = link(mairie_a, last_name="Martinez")
    client = client_for(mairie_a)

    for weak in ("short", "Martinez", "password", "84712095316"):
        response = client.post(PATH, json=body(token, weak))
        refused(response, 422, "VALIDATION_ERROR")
        assert list(response.json()["error"]["details"]) == ["password"]
    refused(client.post(PATH, json=body(token, NEW, "other")), 422, "VALIDATION_ERROR")

    assert client.post(PATH, json=body(token)).status_code == 200


def test_a_link_of_another_mairie_is_refused(mairie_a, mairie_b, client_for, via, refused):
    _user, token = link(mairie_a)

    refused(client_for(mairie_b, via=via).post(PATH, json=body(token)), 401, "WRONG_MUNICIPALITY")


@pytest.mark.parametrize(
    "token",
    [
        "nonsense",
        signing.dumps(["91272", 1, "reset_password", "x"], salt="another"),
        signing.dumps(["91272", 1], salt=SALT),
        signing.dumps({"a": 1}, salt=SALT),
        signing.dumps(["91272", 999, "reset_password", "x"], salt=SALT),
    ],
    ids=["nonsense", "another purpose", "too short", "another shape", "nobody's"],
)
def test_any_other_token_is_an_unusable_link(mairie_a, client_for, refused, token):
    refused(client_for(mairie_a).post(PATH, json=body(token)), 422, "VALIDATION_ERROR", UNUSABLE)


def test_a_tampered_token_is_an_unusable_link(mairie_a, client_for, refused):
    _user, token = link(mairie_a)

    refused(client_for(mairie_a).post(PATH, json=body(token[:-2] + "xx")), 422, "VALIDATION_ERROR", UNUSABLE)


def test_a_deactivated_account_has_no_usable_link(mairie_a, client_for, refused):
    user, token = link(mairie_a)
    with mairie_context(mairie_a):
        User.objects.filter(id=user.id).update(is_active=False)

    refused(client_for(mairie_a).post(PATH, json=body(token)), 422, "VALIDATION_ERROR", UNUSABLE)


def test_the_link_proves_the_address_and_an_invitation_takes_effect(mairie_a, client_for):
    user, token = link(mairie_a, is_verified=False, role="admin", role_status="pending")
    with mairie_context(mairie_a):
        make_invitation(email="marie@exemple.fr", role="admin")

    client_for(mairie_a).post(PATH, json=body(token))

    with mairie_context(mairie_a):
        user = User.objects.get(id=user.id)
    assert (user.is_verified, user.effective_role) == (True, "admin")


def test_operators_reset_their_password_on_the_platform_host(mairie_a, client_for, refused):
    operator = make_known_user(role="operator")
    token = issue_link_token(user=operator, purpose=OneTimeSecret.Purpose.RESET_PASSWORD)

    refused(client_for(mairie_a).post(PATH, json=body(token)), 401, "WRONG_MUNICIPALITY")
    assert client_for(None).post(PATH, json=body(token)).status_code == 200
    operator.refresh_from_db()
    assert operator.check_password(NEW)


def test_from_the_mail_to_the_new_password(mairie_a, client_for, deliver, token_in):
    with mairie_context(mairie_a):
        make_known_user(email="Marie@exemple.fr")
    client_for(None).post("/api/v1/auth/password/forgot/", json={"email": "marie@exemple.fr"})
    (message,) = deliver()

    assert client_for(None).post(PATH, json=body(token_in(message))).status_code == 200


def test_the_codes_of_whoever_made_the_account_bind_no_owner_of_its_address(mairie_a, client_for):
    """Anybody may make an account for an address that is not theirs; its owner takes it over by the mailed link."""
    user, token = link(mairie_a, is_verified=False)
    activate(client_for(mairie_a, user=user))

    client_for(mairie_a).post(PATH, json=body(token))

    assert client_for(mairie_a).post(LOGIN, json={"email": "marie@exemple.fr", "password": NEW}).status_code == 200


def test_the_codes_of_a_proven_owner_outlast_the_password(mairie_a, client_for, refused):
    user, token = link(mairie_a)
    activate(client_for(mairie_a, user=user))

    client_for(mairie_a).post(PATH, json=body(token))

    login = {"email": "marie@exemple.fr", "password": NEW}
    refused(client_for(mairie_a).post(LOGIN, json=login), 401, "OTP_REQUIRED")
