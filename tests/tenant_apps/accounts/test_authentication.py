"""Who a request is from: the Bearer token of any endpoint."""

from datetime import timedelta

import jwt
import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from core.tenancy import mairie_context
from tenant_apps.accounts import tokens
from tenant_apps.accounts.models import Session, User
from tenant_apps.accounts.services.sessions import Device, open_session
from tests.factories import make_user

PROFILE = "/api/v1/auth/profile/"


def signed(**changes):
    claims = {
        "token_type": "access", "exp": timezone.now() + timedelta(hours=1), "jti": "0" * 32, "user_id": 1,
        "sid": "0" * 32, "municipality": "91272", "role": "mayor",
    }  # fmt: skip
    key = changes.pop("key", settings.SIMPLE_JWT["SIGNING_KEY"])
    payload = {name: value for name, value in {**claims, **changes}.items() if value is not None}
    return jwt.encode(payload, key, algorithm="HS256")


def test_the_session_and_its_account_are_read_in_one_query(mairie_a, client_for, django_assert_num_queries):
    client = client_for(mairie_a, "citizen")
    client.get(PROFILE)

    with django_assert_num_queries(1):
        assert client.get(PROFILE).status_code == 200


def test_a_token_of_one_mairie_is_refused_in_another_by_every_way_there(mairie_a, mairie_b, client_for, refused):
    with mairie_context(mairie_b):
        twin = make_user(id=4_242)
        Session.objects.all().delete()
    with mairie_context(mairie_a):
        user = make_user(id=twin.id)
        token = open_session(user=user, device=Device()).tokens["access_token"]
    on_host, by_header, on_platform = client_for(mairie_b), client_for(mairie_b, via="code"), client_for(None)
    on_host.token = by_header.token = on_platform.token = token

    refused(on_host.get(PROFILE), 401, "WRONG_MUNICIPALITY")
    refused(by_header.get(PROFILE), 401, "WRONG_MUNICIPALITY")
    refused(on_platform.get(f"{PROFILE}?municipality_code={mairie_b.code}"), 401, "WRONG_MUNICIPALITY")
    assert on_platform.get(PROFILE).json()["email"] == user.email


def test_an_operator_s_token_is_worth_nothing_in_a_mairie(mairie_a, client_for, refused):
    token = client_for(None, "operator").token
    on_host, by_header = client_for(mairie_a), client_for(mairie_a, via="code")
    on_host.token = by_header.token = token

    refused(on_host.get(PROFILE), 401, "WRONG_MUNICIPALITY")
    refused(by_header.get(PROFILE), 401, "WRONG_MUNICIPALITY")


def test_the_same_session_copied_into_another_mairie_is_refused(mairie_a, mairie_b, client_for, refused):
    """Even the same user id and session id in the other schema: the signed claim decides."""
    with mairie_context(mairie_a):
        user = make_user(id=4_242)
        token = open_session(user=user, device=Device()).tokens["access_token"]
        session = Session.objects.get(user=user)
    with mairie_context(mairie_b):
        make_user(id=4_242)
        Session.objects.create(
            id=session.id, user_id=4_242, refresh_jti=session.refresh_jti, expires_at=session.expires_at
        )
    client = client_for(mairie_b)
    client.token = token

    refused(client.get(PROFILE), 401, "WRONG_MUNICIPALITY")


def test_after_an_hour_the_access_token_has_expired_by_both_routes(mairie_a, client_for, via, refused):
    client = client_for(mairie_a, "citizen", via=via)

    with time_machine.travel(timezone.now() + timedelta(seconds=3601)):
        refused(client.get(PROFILE), 401, "TOKEN_EXPIRED")


def test_an_expired_token_on_the_platform_host_says_so(mairie_a, client_for, refused):
    client = client_for(None)
    client.token = client_for(mairie_a, "citizen").token

    with time_machine.travel(timezone.now() + timedelta(seconds=3601)):
        refused(client.get(PROFILE), 401, "TOKEN_EXPIRED")


@pytest.mark.parametrize(
    "token",
    [
        signed(key="another-key-another-key-another-key-another-key"),
        signed(sid="not-a-uuid"),
        signed(sid=None),
        signed(jti=None),
        signed(exp=None),
        signed(user_id="one"),
        signed(token_type="refresh"),
        signed(token_type=None),
        "garbage",
        "a.b.c",
    ],
)
def test_a_forged_or_incomplete_token_is_unauthenticated(mairie_a, client_for, token):
    client = client_for(mairie_a)
    client.token = token

    response = client.get(PROFILE)

    assert response.status_code == 401
    assert response.json()["error"]["code"] in {"UNAUTHENTICATED", "TOKEN_INVALID"}


def test_an_unsigned_token_is_unauthenticated(mairie_a, client_for):
    client = client_for(mairie_a)
    client.token = jwt.encode({"user_id": 1, "municipality": mairie_a.code, "sid": "0" * 32}, None, algorithm="none")

    assert client.get(PROFILE).status_code == 401


@pytest.mark.parametrize("session", ["unknown", "revoked", "expired", "of somebody else"])
def test_only_a_live_session_of_the_account_counts(mairie_a, client_for, refused, session):
    with mairie_context(mairie_a):
        user = make_user()
        token = open_session(user=user, device=Device()).tokens["access_token"]
        rows = Session.objects.filter(user=user)
        change = {
            "unknown": rows.delete,
            "revoked": lambda: rows.update(revoked_at=timezone.now()),
            "expired": lambda: rows.update(expires_at=timezone.now()),
            "of somebody else": lambda: rows.update(user=make_user()),
        }
        change[session]()
    client = client_for(mairie_a)
    client.token = token

    refused(client.get(PROFILE), 401, "SESSION_ENDED")


def test_a_deactivated_account_is_out_at_once(mairie_a, client_for, refused):
    client = client_for(mairie_a, "citizen")
    with mairie_context(mairie_a):
        User.objects.filter(id=client.user.id).update(is_active=False)

    refused(client.get(PROFILE), 401, "SESSION_ENDED")


@pytest.mark.parametrize("header", ["Basic bWFyaWU6cGFzcw==", "Bearer", "Bearer a b", "Token x", "x"])
def test_other_authorization_headers_are_unauthenticated(mairie_a, client_for, header):
    response = client_for(mairie_a).get(PROFILE, headers={"Authorization": header})

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    ("header", "claim"),
    [
        (f"Bearer {signed()}", "91272"),
        (f"bearer {signed(municipality='')}", ""),
        (f"Bearer {signed(exp=timezone.now() - timedelta(days=1))}", "91272"),
        (f"Bearer {signed(municipality=None)}", None),
        (f"Bearer {signed(municipality=91272)}", None),
        (f"Bearer {signed(key='another-key-another-key-another-key-another-key')}", None),
        ("Bearer x", None),
        ("", None),
    ],
    ids=["genuine", "platform's", "expired", "silent", "a number", "forged", "nonsense", "nothing"],
)
def test_the_routing_reads_the_municipality_of_genuine_tokens_only(header, claim):
    assert tokens.read_municipality_claim(header) == claim


def test_no_two_tokens_are_alike(mairie_a):
    with mairie_context(mairie_a):
        user = make_user()
        pairs = [open_session(user=user, device=Device()).tokens for _login in range(2)]

    assert len({pair[kind] for pair in pairs for kind in ("access_token", "refresh_token")}) == 4
