"""Signing in to an account with a second factor."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from core.tenancy import mairie_context
from tenant_apps.accounts.models import Session, User
from tests.clients import JsonClient
from tests.factories import PASSWORD, hashed, make_known_user, make_user, open_session
from tests.tenant_apps.preferences.authenticator import LOGIN, activate, log_in

TOGETHER = {"email": "marie@exemple.fr", "password": PASSWORD}


@pytest.fixture
def protected(mairie_a, client_for, via):
    """A client whose account has a second factor, and its authenticator."""
    client = client_for(mairie_a, "citizen", via=via)
    return client, activate(client)


def sessions_of(client):
    with mairie_context(client.mairie):
        return Session.objects.filter(user_id=client.user.id).count()


@pytest.mark.parametrize("body", [{}, {"otp_code": ""}, {"otp_code": None}])
def test_the_password_alone_asks_for_the_code(protected, refused, body):
    client, _authenticator = protected
    before = sessions_of(client)

    refused(log_in(client, PASSWORD, **body), 401, "OTP_REQUIRED", {})
    assert sessions_of(client) == before


def test_password_and_code_open_a_session(protected):
    client, authenticator = protected

    response = log_in(client, PASSWORD, otp_code=authenticator.code())

    assert response.status_code == 200
    assert set(response.json()) == {"access_token", "refresh_token", "token_type", "expires_in", "user"}


def test_without_the_password_nobody_learns_that_there_is_a_second_factor(protected, refused):
    client, authenticator = protected

    for code in ("", authenticator.code(), authenticator.wrong()):
        refused(log_in(client, "wrong-password-1", otp_code=code), 401, "INVALID_CREDENTIALS", {})
    assert log_in(client, PASSWORD, otp_code=authenticator.code()).status_code == 200


def test_a_code_works_once(protected, refused):
    client, authenticator = protected
    code = authenticator.code()
    log_in(client, PASSWORD, otp_code=code)

    refused(log_in(client, PASSWORD, otp_code=code), 401, "OTP_INVALID", {})


def test_an_older_code_than_the_last_one_is_worth_nothing(protected, refused):
    client, authenticator = protected
    log_in(client, PASSWORD, otp_code=authenticator.code(1))

    refused(log_in(client, PASSWORD, otp_code=authenticator.code()), 401, "OTP_INVALID")


@pytest.mark.parametrize(("steps", "status"), [(-2, 401), (0, 200), (1, 200), (2, 401)])
def test_clocks_may_differ_by_half_a_minute(protected, steps, status):
    client, authenticator = protected

    assert log_in(client, PASSWORD, otp_code=authenticator.code(steps)).status_code == status


def test_a_backup_code_works_once_and_the_others_stay(protected, refused):
    client, authenticator = protected
    first, second = authenticator.backup_codes[:2]

    assert log_in(client, PASSWORD, otp_code=f" {first[:4]}-{first[4:]}").status_code == 200
    refused(log_in(client, PASSWORD, otp_code=first), 401, "OTP_INVALID")
    assert log_in(client, PASSWORD, otp_code=second).status_code == 200


def test_wrong_codes_are_counted_like_wrong_passwords(protected, refused):
    client, authenticator = protected
    for _try in range(10):
        refused(log_in(client, PASSWORD, otp_code=authenticator.wrong()), 401, "OTP_INVALID")

    refused(log_in(client, PASSWORD, otp_code=authenticator.code()), 429, "RATE_LIMITED")


def test_the_code_is_needed_for_ever_after(protected, refused):
    client, authenticator = protected
    with time_machine.travel(timezone.now() + timedelta(days=400)):
        refused(log_in(client, PASSWORD), 401, "OTP_REQUIRED")
        assert log_in(client, PASSWORD, otp_code=authenticator.code()).status_code == 200


def test_a_secret_that_can_t_be_read_any_more_leaves_the_backup_codes(protected, refused):
    client, authenticator = protected
    with mairie_context(client.mairie):
        User.objects.filter(id=client.user.id).update(totp_secret="gAAAAA-of-another-key")

    refused(log_in(client, PASSWORD, otp_code=authenticator.code()), 401, "OTP_INVALID")
    assert log_in(client, PASSWORD, otp_code=authenticator.backup_codes[0]).status_code == 200


def test_a_login_that_has_to_find_its_mairie_needs_the_code_too(mairie_a, mairie_b, refused):
    with mairie_context(mairie_a):
        user = make_known_user(email="marie@exemple.fr")
        client = JsonClient(mairie_a, token=open_session(user), user=user)
    with mairie_context(mairie_b):
        make_known_user(email="marie@exemple.fr", password=hashed("another-password-1"))
    authenticator = activate(client)
    platform = JsonClient(None, via="code")

    refused(platform.post(LOGIN, json={**TOGETHER, "password": "wrong-password-1"}), 401, "INVALID_CREDENTIALS")
    refused(platform.post(LOGIN, json=TOGETHER), 401, "OTP_REQUIRED", {})
    refused(platform.post(LOGIN, json={**TOGETHER, "otp_code": authenticator.wrong()}), 401, "OTP_INVALID")
    answer = platform.post(LOGIN, json={**TOGETHER, "otp_code": authenticator.code()})
    assert answer.json()["user"]["municipality"]["code"] == mairie_a.code
    elsewhere = platform.post(LOGIN, json={**TOGETHER, "password": "another-password-1"})
    assert elsewhere.json()["user"]["municipality"]["code"] == mairie_b.code


def test_an_operator_s_account_has_one_too(db, refused):
    operator = make_user(role="operator")
    client = JsonClient(None, via="code", token=open_session(operator), user=operator)
    authenticator = activate(client)
    body = {"email": operator.email, "password": PASSWORD, "municipality_code": "platform"}

    refused(client.post(LOGIN, json=body), 401, "OTP_REQUIRED")
    assert client.post(LOGIN, json={**body, "otp_code": authenticator.code()}).status_code == 200
