"""POST /api/v1/auth/token/refresh/."""

from datetime import timedelta
from unittest.mock import ANY

import pytest
import time_machine
from django.utils import timezone

from core.tenancy import mairie_context
from tenant_apps.accounts import tokens
from tenant_apps.accounts.models import Session, User
from tenant_apps.accounts.services.sessions import Device, open_session
from tests.factories import make_user

PATH = "/api/v1/auth/token/refresh/"
PROFILE = "/api/v1/auth/profile/"


def opened(mairie):
    with mairie_context(mairie):
        return open_session(user=make_user(), device=Device()).tokens


def test_the_answer_holds_a_new_pair_by_both_routes(mairie_a, client_for, via):
    pair = opened(mairie_a)
    client = client_for(mairie_a, via=via)

    response = client.post(PATH, json={"refresh_token": pair["refresh_token"]})

    assert response.status_code == 200
    assert response.json() == {"access_token": ANY, "expires_in": 3600, "refresh_token": ANY}
    assert response.json()["refresh_token"] != pair["refresh_token"]
    client.token = response.json()["access_token"]
    assert client.get(PROFILE).status_code == 200


def test_the_token_alone_routes_on_the_platform_host(mairie_b, client_for):
    pair = opened(mairie_b)

    response = client_for(None).post(PATH, json={"refresh_token": pair["refresh_token"]})

    assert tokens.read_access(response.json()["access_token"]).municipality == mairie_b.code


def test_the_newest_token_works_on_and_on_and_moves_the_end_of_the_session(mairie_a, client_for):
    pair = opened(mairie_a)
    with time_machine.travel(timezone.now() + timedelta(days=13)):
        pair = client_for(mairie_a).post(PATH, json={"refresh_token": pair["refresh_token"]}).json()
    with time_machine.travel(timezone.now() + timedelta(days=26)):
        response = client_for(mairie_a).post(PATH, json={"refresh_token": pair["refresh_token"]})

    assert response.status_code == 200


def test_a_reused_token_ends_the_session_and_its_access_tokens(mairie_a, client_for, refused):
    pair = opened(mairie_a)
    client = client_for(mairie_a)
    newer = client.post(PATH, json={"refresh_token": pair["refresh_token"]}).json()

    refused(client.post(PATH, json={"refresh_token": pair["refresh_token"]}), 401, "TOKEN_REUSED")

    refused(client.post(PATH, json={"refresh_token": newer["refresh_token"]}), 401, "SESSION_ENDED")
    client.token = newer["access_token"]
    refused(client.get(PROFILE), 401, "SESSION_ENDED")


def test_reuse_leaves_the_other_sessions_of_the_account_alone(mairie_a, client_for):
    with mairie_context(mairie_a):
        user = make_user()
        first, second = (open_session(user=user, device=Device()).tokens for _session in range(2))
    client = client_for(mairie_a)
    client.post(PATH, json={"refresh_token": first["refresh_token"]})
    client.post(PATH, json={"refresh_token": first["refresh_token"]})

    assert client.post(PATH, json={"refresh_token": second["refresh_token"]}).status_code == 200


def test_after_fourteen_days_it_has_expired(mairie_a, client_for, refused):
    pair = opened(mairie_a)

    with time_machine.travel(timezone.now() + timedelta(days=14, seconds=1)):
        refused(client_for(mairie_a).post(PATH, json={"refresh_token": pair["refresh_token"]}), 401, "TOKEN_EXPIRED")


def test_a_token_of_another_mairie_is_refused_by_host_and_by_header(mairie_a, mairie_b, client_for, via, refused):
    pair = opened(mairie_a)

    response = client_for(mairie_b, via=via).post(PATH, json={"refresh_token": pair["refresh_token"]})

    refused(response, 401, "WRONG_MUNICIPALITY")


def test_a_platform_token_is_refused_in_a_mairie(mairie_a, client_for, refused):
    pair = open_session(user=make_user(role="operator"), device=Device()).tokens

    refused(client_for(mairie_a).post(PATH, json={"refresh_token": pair["refresh_token"]}), 401, "WRONG_MUNICIPALITY")
    assert client_for(None).post(PATH, json={"refresh_token": pair["refresh_token"]}).status_code == 200


def test_an_access_token_refreshes_nothing(mairie_a, client_for, refused):
    pair = opened(mairie_a)

    refused(client_for(mairie_a).post(PATH, json={"refresh_token": pair["access_token"]}), 401, "TOKEN_INVALID")


@pytest.mark.parametrize("token", ["x", "a.b.c", "é", "eyJhbGciOiJub25lIn0.e30."])
def test_anything_else_is_an_invalid_token(mairie_a, client_for, refused, token):
    refused(client_for(mairie_a).post(PATH, json={"refresh_token": token}), 401, "TOKEN_INVALID")


def test_a_deactivated_account_refreshes_nothing(mairie_a, client_for, refused):
    pair = opened(mairie_a)
    with mairie_context(mairie_a):
        User.objects.update(is_active=False)

    refused(client_for(mairie_a).post(PATH, json={"refresh_token": pair["refresh_token"]}), 401, "SESSION_ENDED")


def test_a_missing_token_is_named(mairie_a, client_for, refused):
    response = client_for(mairie_a).post(PATH, json={})

    refused(response, 422, "VALIDATION_ERROR", {"refresh_token": ["Ce champ est obligatoire."]})


def test_the_row_follows_the_rotation(mairie_a, client_for):
    pair = opened(mairie_a)

    newer = client_for(mairie_a).post(PATH, json={"refresh_token": pair["refresh_token"]}).json()

    with mairie_context(mairie_a):
        session = Session.objects.get()
    assert session.refresh_jti == tokens.read_refresh(newer["refresh_token"]).jti
    assert session.revoked_at is None
