"""POST /api/v1/settings/2fa/disable/."""

from unittest.mock import ANY

import pytest

from core.tenancy import mairie_context
from tenant_apps.accounts.models import User
from tests.factories import PASSWORD
from tests.tenant_apps.preferences.authenticator import DISABLE, activate, enrol, log_in

PATH = DISABLE


@pytest.mark.parametrize("kind", ["totp", "backup"])
def test_password_and_code_switch_it_off_by_both_routes(mairie_a, client_for, via, kind):
    client = client_for(mairie_a, "citizen", via=via)
    authenticator = activate(client)
    code = authenticator.code() if kind == "totp" else authenticator.backup_codes[3]

    response = client.post(PATH, json={"password": PASSWORD, "code": code})

    assert response.status_code == 200
    assert response.json() == {"two_factor_enabled": False, "message": "Authentification à deux facteurs désactivée"}
    assert log_in(client, PASSWORD).status_code == 200
    with mairie_context(mairie_a):
        user = User.objects.get(id=client.user.id)
    assert (user.two_factor_enabled, user.totp_secret, user.backup_codes) == (False, "", [])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"password": "wrong-password-1"}, "password"),
        ({"password": ""}, "password"),
        ({"code": "00000000"}, "code"),
        ({"code": ""}, "code"),
    ],
    ids=str,
)
def test_one_of_the_two_is_not_enough(mairie_a, client_for, refused, changes, field):
    client = client_for(mairie_a, "citizen")
    authenticator = activate(client)
    body = {"password": PASSWORD, "code": authenticator.code(), **changes}

    refused(client.post(PATH, json=body), 422, "VALIDATION_ERROR", {field: [ANY]})
    refused(log_in(client, PASSWORD), 401, "OTP_REQUIRED")


def test_a_code_that_opened_a_session_does_not_switch_it_off(mairie_a, client_for, refused):
    client = client_for(mairie_a, "citizen")
    authenticator = activate(client)
    code = authenticator.code()
    log_in(client, PASSWORD, otp_code=code)

    refused(client.post(PATH, json={"password": PASSWORD, "code": code}), 422, "VALIDATION_ERROR", {"code": [ANY]})


def test_there_must_be_something_to_switch_off(mairie_a, client_for, refused):
    client = client_for(mairie_a, "citizen")
    authenticator = enrol(client)
    body = {"password": PASSWORD, "code": authenticator.code()}

    refused(client.post(PATH, json=body), 409, "TWO_FACTOR_INACTIVE")


def test_guessing_ends_after_ten_tries(mairie_a, client_for, refused):
    client = client_for(mairie_a, "citizen")
    authenticator = activate(client)
    for _try in range(10):
        client.post(PATH, json={"password": "wrong-password-1", "code": authenticator.wrong()})

    refused(client.post(PATH, json={"password": PASSWORD, "code": authenticator.code()}), 429, "RATE_LIMITED")


def test_nobody_switches_it_off_without_an_account(mairie_a, client_for, refused):
    refused(client_for(mairie_a).post(PATH, json={"password": PASSWORD, "code": "1"}), 401, "UNAUTHENTICATED")
