"""POST /api/v1/settings/2fa/confirm/."""

from unittest.mock import ANY

import pytest

from core.tenancy import mairie_context
from tenant_apps.accounts.models import User
from tenant_apps.dashboard.models import Activity
from tests.tenant_apps.preferences.authenticator import CONFIRM, activate, enrol

PATH = CONFIRM
PROFILE = "/api/v1/auth/profile/"


def test_a_code_activates_it_by_both_routes(mairie_a, client_for, via):
    client = client_for(mairie_a, "citizen", via=via)

    response = client.post(PATH, json={"code": enrol(client).code()})

    assert response.status_code == 200
    assert response.json() == {"two_factor_enabled": True, "message": "Authentification à deux facteurs activée"}
    assert client.get("/api/v1/settings/").json()["security"]["two_factor_enabled"] is True


def test_sessions_opened_without_a_code_end_at_once(mairie_a, client_for, refused):
    client = client_for(mairie_a, "citizen")
    other = client_for(mairie_a, user=client.user)

    activate(client)

    refused(other.get(PROFILE), 401, "SESSION_ENDED")
    assert client.get(PROFILE).status_code == 200


def test_the_owner_is_told_by_mail_and_the_trail_names_staff(mairie_a, client_for, deliver):
    client = client_for(mairie_a, "mayor")
    activate(client)

    (mail,) = deliver()

    assert mail.to == [client.user.email]
    assert mail.subject == "Double authentification activée"
    with mairie_context(mairie_a):
        assert Activity.objects.get(type="two_factor_enabled").actor_id == client.user.id


@pytest.mark.parametrize("code", ["wrong", "backup", "", None, "12345", "é" * 6, "٣٣٣٣٣٣", ["123456"], "1" * 21])
def test_anything_else_is_no_code(mairie_a, client_for, refused, code):
    client = client_for(mairie_a, "citizen")
    authenticator = enrol(client)
    sent = {"wrong": authenticator.wrong(), "backup": authenticator.backup_codes[0]}.get(str(code), code)

    response = client.post(PATH, json={"code": sent})

    refused(response, 422, "VALIDATION_ERROR", {"code": [ANY]})
    with mairie_context(mairie_a):
        assert not User.objects.get(id=client.user.id).two_factor_enabled


def test_there_must_be_something_to_confirm(mairie_a, client_for, refused):
    refused(client_for(mairie_a, "citizen").post(PATH, json={"code": "123456"}), 409, "TWO_FACTOR_NOT_STARTED")


def test_it_is_confirmed_once(mairie_a, client_for, refused):
    client = client_for(mairie_a, "citizen")
    authenticator = activate(client)

    refused(client.post(PATH, json={"code": authenticator.code()}), 409, "TWO_FACTOR_ACTIVE")


def test_a_secret_copied_into_another_mairie_gives_no_codes_there(mairie_a, mairie_b, client_for, refused):
    mine, theirs = client_for(mairie_a, "citizen"), client_for(mairie_b, "citizen")
    authenticator = enrol(mine)
    with mairie_context(mairie_a):
        copied = User.objects.values("totp_secret", "backup_codes").get(id=mine.user.id)
    with mairie_context(mairie_b):
        User.objects.filter(id=theirs.user.id).update(**copied)

    refused(theirs.post(PATH, json={"code": authenticator.code()}), 422, "VALIDATION_ERROR")


def test_guessing_ends_after_ten_tries(mairie_a, client_for, refused):
    client = client_for(mairie_a, "citizen")
    authenticator = enrol(client)
    for _try in range(10):
        client.post(PATH, json={"code": authenticator.wrong()})

    refused(client.post(PATH, json={"code": authenticator.code()}), 429, "RATE_LIMITED")


def test_nobody_confirms_without_an_account(mairie_a, client_for, refused):
    refused(client_for(mairie_a).post(PATH, json={"code": "123456"}), 401, "UNAUTHENTICATED")
