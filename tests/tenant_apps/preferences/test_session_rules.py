"""How the mairie's settings bound sessions."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from core.tenancy import mairie_context
from tenant_apps.preferences.models import Settings
from tests.clients import JsonClient
from tests.factories import PASSWORD, make_known_user, make_user, open_session

LOGIN, REFRESH, PROFILE = "/api/v1/auth/login/", "/api/v1/auth/token/refresh/", "/api/v1/auth/profile/"
OFFICE, HOME = "203.0.113.9", "198.51.100.4"


@pytest.fixture(autouse=True)
def _behind_a_proxy(settings):
    settings.TRUSTED_PROXIES = ["127.0.0.1"]


def set_rules(mairie, **values):
    with mairie_context(mairie):
        Settings.objects.update(**values)


def from_(address):
    return {"X-Forwarded-For": address}


def sign_in(mairie, **fields):
    with mairie_context(mairie):
        user = make_known_user(**fields)
    client = JsonClient(mairie)
    pair = client.post(LOGIN, json={"email": user.email, "password": PASSWORD}, headers=from_(OFFICE)).json()
    client.token = pair["access_token"]
    return client, pair


@pytest.mark.parametrize(("timeout", "lifetime"), [(300, 300), (1800, 1800), (3600, 3600), (86_400, 3600)])
def test_the_shorter_of_timeout_and_hour_is_the_life_of_an_access_token(mairie_a, refused, timeout, lifetime):
    set_rules(mairie_a, session_timeout=timeout)
    client, pair = sign_in(mairie_a)

    assert pair["expires_in"] == lifetime
    with time_machine.travel(timezone.now() + timedelta(seconds=lifetime - 5)):
        assert client.get(PROFILE).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(seconds=lifetime + 5)):
        refused(client.get(PROFILE), 401, "TOKEN_EXPIRED")
        refreshed = client.post(REFRESH, json={"refresh_token": pair["refresh_token"]}).json()
    assert refreshed["expires_in"] == lifetime


def test_a_shortened_session_that_nobody_uses_ends(mairie_a, refused):
    set_rules(mairie_a, session_timeout=600)
    client, pair = sign_in(mairie_a)

    with time_machine.travel(timezone.now() + timedelta(seconds=1205)):
        refused(client.post(REFRESH, json={"refresh_token": pair["refresh_token"]}), 401, "SESSION_ENDED")


def test_a_session_of_usual_length_is_carried_on_for_two_weeks(mairie_a):
    client, pair = sign_in(mairie_a)

    with time_machine.travel(timezone.now() + timedelta(days=13)):
        assert client.post(REFRESH, json={"refresh_token": pair["refresh_token"]}).status_code == 200


@pytest.mark.parametrize("role", ["moderator", "admin", "mayor"])
def test_staff_act_from_the_allowed_addresses_only(mairie_a, refused, role):
    client, pair = sign_in(mairie_a, role=role)
    set_rules(mairie_a, allowed_ips=["203.0.113.0/24", "2001:db8::/32"])
    by_code = JsonClient(mairie_a, via="code", token=client.token)

    for route in (client, by_code):
        assert route.get(PROFILE, headers=from_(OFFICE)).status_code == 200
        assert route.get(PROFILE, headers=from_("2001:db8::7")).status_code == 200
        refused(route.get(PROFILE, headers=from_(HOME)), 403, "IP_NOT_ALLOWED")
    body = {"refresh_token": pair["refresh_token"]}
    refused(client.post(REFRESH, json=body, headers=from_(HOME)), 403, "IP_NOT_ALLOWED")
    assert client.post(REFRESH, json=body, headers=from_(OFFICE)).status_code == 200


@pytest.mark.parametrize(
    ("proxies", "forwarded"), [(["127.0.0.1"], f"{OFFICE}, {HOME}"), ([], OFFICE), (["127.0.0.1"], "unknown")]
)
def test_an_address_that_somebody_made_up_opens_nothing(mairie_a, refused, settings, proxies, forwarded):
    client, _pair = sign_in(mairie_a, role="admin")
    set_rules(mairie_a, allowed_ips=["203.0.113.0/24"])
    settings.TRUSTED_PROXIES = proxies

    refused(client.get(PROFILE, headers=from_(forwarded)), 403, "IP_NOT_ALLOWED")


def test_staff_sign_in_from_the_allowed_addresses_only(mairie_a, refused):
    with mairie_context(mairie_a):
        user = make_known_user(role="moderator")
    set_rules(mairie_a, allowed_ips=["203.0.113.0/24"])
    body = {"email": user.email, "password": PASSWORD}

    for mairie in (mairie_a, None):
        client = JsonClient(mairie, via="host" if mairie else "code")
        refused(client.post(LOGIN, json=body, headers=from_(HOME)), 403, "IP_NOT_ALLOWED")
        wrong = {**body, "password": "wrong-password-1"}
        refused(client.post(LOGIN, json=wrong, headers=from_(HOME)), 401, "INVALID_CREDENTIALS")
        assert client.post(LOGIN, json=body, headers=from_(OFFICE)).status_code == 200


@pytest.mark.parametrize("fields", [{}, {"role": "mayor", "role_status": "pending"}])
def test_citizens_and_those_who_wait_for_a_role_act_from_anywhere(mairie_a, fields):
    client, _pair = sign_in(mairie_a, **fields)
    set_rules(mairie_a, allowed_ips=["203.0.113.0/24"])

    assert client.get(PROFILE, headers=from_(HOME)).status_code == 200


def test_what_a_caller_writes_into_the_header_counts_only_as_far_as_proxies_are_trusted(mairie_a, refused, settings):
    client, _pair = sign_in(mairie_a, role="mayor")
    set_rules(mairie_a, allowed_ips=["203.0.113.0/24"])
    settings.TRUSTED_PROXIES = []

    refused(client.get(PROFILE, headers=from_(OFFICE)), 403, "IP_NOT_ALLOWED")


def test_one_mairie_s_addresses_bound_nobody_elsewhere(mairie_a, mairie_b):
    client, _pair = sign_in(mairie_b, role="mayor")
    set_rules(mairie_a, allowed_ips=["203.0.113.0/24"])

    assert client.get(PROFILE, headers=from_(HOME)).status_code == 200


def test_a_bounded_mairie_authenticates_in_one_query_too(mairie_a, django_assert_num_queries):
    client, _pair = sign_in(mairie_a, role="mayor")
    set_rules(mairie_a, allowed_ips=["203.0.113.0/24"])
    client.get(PROFILE, headers=from_(OFFICE))

    with django_assert_num_queries(1):
        assert client.get(PROFILE, headers=from_(OFFICE)).status_code == 200


def test_the_platform_s_own_accounts_have_the_usual_sessions(db):
    operator = make_user(role="operator")
    client = JsonClient(None, via="code", token=open_session(operator))

    assert client.get(PROFILE, headers=from_(HOME)).status_code == 200
