"""DELETE /api/v1/auth/profile/."""

from unittest.mock import ANY

import pytest

from core.tenancy import mairie_context
from shared_apps.municipalities.selectors import directory
from tenant_apps.accounts.models import User
from tests.clients import JsonClient
from tests.factories import PASSWORD, make_known_user, make_user, open_session
from tests.tenant_apps.preferences.authenticator import activate, log_in

PATH = "/api/v1/auth/profile/"


def signed_in(mairie, via="host", **fields):
    with mairie_context(mairie):
        user = make_known_user(**fields)
        return JsonClient(mairie, via=via, token=open_session(user), user=user)


def stored(client):
    with mairie_context(client.mairie):
        return User.objects.get(id=client.user.id)


def test_the_person_goes_and_is_out_by_both_routes(mairie_a, refused, via):
    client = signed_in(mairie_a, via)

    response = client.delete(PATH, json={"password": PASSWORD})

    assert (response.status_code, response.content) == (204, b"")
    account = stored(client)
    assert (account.full_name, account.is_active) == ("Compte supprimé", False)
    assert directory.tenants_of_email(client.user.email) == []
    refused(client.get(PATH), 401, "SESSION_ENDED")
    refused(log_in(client, PASSWORD), 401, "INVALID_CREDENTIALS")


@pytest.mark.parametrize("body", [{}, {"password": ""}, {"password": "wrong-password-1"}, {"password": None}], ids=str)
def test_the_password_is_needed(mairie_a, refused, body):
    client = signed_in(mairie_a)

    refused(client.delete(PATH, json=body), 422, "VALIDATION_ERROR", {"password": [ANY]})
    assert stored(client).deleted_at is None


def test_with_a_second_factor_a_code_is_needed_too(mairie_a, refused):
    client = signed_in(mairie_a)
    authenticator = activate(client)

    for body in ({"password": PASSWORD}, {"password": PASSWORD, "otp_code": authenticator.wrong()}):
        refused(client.delete(PATH, json=body), 422, "VALIDATION_ERROR", {"otp_code": [ANY]})
    assert client.delete(PATH, json={"password": PASSWORD, "otp_code": authenticator.code(1)}).status_code == 204


def test_the_last_manager_stays(mairie_a, refused):
    client = signed_in(mairie_a, role="mayor")
    refused(client.delete(PATH, json={"password": PASSWORD}), 409, "LAST_MANAGER")

    signed_in(mairie_a, role="admin")

    assert client.delete(PATH, json={"password": PASSWORD}).status_code == 204


def test_an_operator_is_not_deleted_this_way(db, refused):
    operator = make_user(role="operator")
    client = JsonClient(None, via="code", token=open_session(operator))

    refused(client.delete(PATH, json={"password": PASSWORD}), 400, "MUNICIPALITY_REQUIRED")


def test_a_session_left_open_does_not_lead_to_the_password(mairie_a, refused):
    client = signed_in(mairie_a)
    for _try in range(10):
        client.delete(PATH, json={"password": "wrong-password-1"})

    refused(client.delete(PATH, json={"password": PASSWORD}), 429, "RATE_LIMITED")
