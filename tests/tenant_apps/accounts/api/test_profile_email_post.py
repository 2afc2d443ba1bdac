"""POST /api/v1/auth/profile/email/ and /api/v1/auth/profile/email/confirm/."""

from datetime import timedelta
from unittest.mock import ANY

import pytest
import time_machine
from django.utils import timezone

from core.tenancy import mairie_context
from shared_apps.municipalities.selectors import directory
from tenant_apps.accounts.models import OneTimeSecret, User
from tenant_apps.accounts.services.one_time import issue_link_token
from tests.clients import JsonClient
from tests.factories import PASSWORD, make_invitation, make_known_user, make_user, open_session

PATH, CONFIRM, PROFILE = "/api/v1/auth/profile/email/", "/api/v1/auth/profile/email/confirm/", "/api/v1/auth/profile/"
NEW = "nouvelle@exemple.fr"


@pytest.fixture
def client(mairie_a, via):
    with mairie_context(mairie_a):
        user = make_known_user(email="ancienne@exemple.fr")
        return JsonClient(mairie_a, via=via, token=open_session(user), user=user)


def ask(client, **changes):
    return client.post(PATH, json={"email": NEW, "password": PASSWORD, **changes})


def confirm(client, code, email=NEW):
    return client.post(CONFIRM, json={"email": email, "otp_code": code})


def stored(client):
    with mairie_context(client.mairie):
        return User.objects.get(id=client.user.id)


def test_the_code_goes_to_the_new_address_and_makes_it_the_account_s(client, mairie_a, refused, deliver, code_in):
    with mairie_context(mairie_a):
        other = JsonClient(mairie_a, token=open_session(client.user))
    assert ask(client).json() == {"message": "Code envoyé à la nouvelle adresse", "expires_in": 600}
    (mail,) = deliver()

    response = confirm(client, code_in(mail))

    assert mail.to == [NEW]
    assert response.json() == {"message": "Adresse électronique modifiée", "email": NEW}
    assert (stored(client).email, stored(client).is_verified) == (NEW, True)
    assert directory.tenants_of_email("ancienne@exemple.fr") == []
    assert [tenant.code for tenant in directory.tenants_of_email(NEW)] == [mairie_a.code]
    assert client.get(PROFILE).json()["email"] == NEW
    refused(other.get(PROFILE), 401, "SESSION_ENDED")
    (notice,) = deliver()
    assert notice.to == ["ancienne@exemple.fr"]


def test_links_that_the_former_address_received_are_worth_nothing(client, mairie_a, deliver, code_in, refused):
    with mairie_context(mairie_a):
        token = issue_link_token(user=client.user, purpose=OneTimeSecret.Purpose.RESET_PASSWORD)
    ask(client)
    confirm(client, code_in(deliver()[0]))

    body = {"token": token, "password": "newSecurePassword123", "password_confirm": "newSecurePassword123"}
    refused(client.post("/api/v1/auth/password/reset/", json=body), 422, "VALIDATION_ERROR")


def test_the_code_gives_the_address_it_was_sent_to_and_no_other(client, deliver, code_in, refused):
    ask(client)
    code = code_in(deliver()[0])

    refused(confirm(client, code, email="someone.else@exemple.fr"), 422, "VALIDATION_ERROR", {"otp_code": [ANY]})
    assert confirm(client, code).status_code == 200


def test_a_code_works_once_for_ten_minutes_and_five_tries(client, deliver, code_in, refused):
    ask(client)
    code = code_in(deliver()[0])
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        refused(confirm(client, code), 422, "VALIDATION_ERROR")
    for _try in range(5):
        refused(confirm(client, wrong), 422, "VALIDATION_ERROR")
    refused(confirm(client, code), 422, "VALIDATION_ERROR")
    assert stored(client).email == "ancienne@exemple.fr"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"password": "wrong-password-1"}, "password"),
        ({"email": "nobody"}, "email"),
        ({"email": "ANCIENNE@exemple.fr"}, "email"),
        ({"email": None}, "email"),
    ],
    ids=str,
)
def test_a_wrong_value_is_named_and_nothing_is_mailed(client, refused, deliver, changes, field):
    refused(ask(client, **changes), 422, "VALIDATION_ERROR", {field: [ANY]})
    assert not deliver()


def test_an_address_that_has_an_account_is_refused(client, mairie_a, refused):
    with mairie_context(mairie_a):
        make_known_user(email="Nouvelle@exemple.fr")

    refused(ask(client), 409, "EMAIL_TAKEN")


def test_nobody_finds_out_by_asking_on_who_has_an_account(client, mairie_a, refused, monkeypatch):
    monkeypatch.setattr("tenant_apps.accounts.services.attempts.REQUESTS_PER_ADDRESS", 2)
    with mairie_context(mairie_a):
        for number in range(3):
            make_known_user(email=f"voisin{number}@exemple.fr")

    for number in range(2):
        refused(ask(client, email=f"voisin{number}@exemple.fr"), 409, "EMAIL_TAKEN")
    refused(ask(client, email="voisin2@exemple.fr"), 429, "RATE_LIMITED")


def test_an_address_that_somebody_took_meanwhile_is_refused(client, mairie_a, refused, deliver, code_in):
    ask(client)
    code = code_in(deliver()[0])
    with mairie_context(mairie_a):
        make_known_user(email=NEW)

    refused(confirm(client, code), 409, "EMAIL_TAKEN")
    assert stored(client).email == "ancienne@exemple.fr"


def test_an_invitation_of_the_new_address_takes_effect(mairie_a, deliver, code_in):
    with mairie_context(mairie_a):
        user = make_known_user(role="moderator", role_status="pending")
        make_invitation(email=NEW, role="moderator")
        client = JsonClient(mairie_a, token=open_session(user), user=user)
    ask(client)

    confirm(client, code_in(deliver()[0]))

    assert stored(client).role_status == "active"


def test_an_operator_s_address_changes_on_the_platform(db, deliver, code_in):
    operator = make_user(role="operator")
    client = JsonClient(None, via="code", token=open_session(operator))
    ask(client)

    assert confirm(client, code_in(deliver()[0])).status_code == 200
    assert User.objects.get(id=operator.id).email == NEW


@pytest.mark.parametrize("path", [PATH, CONFIRM])
def test_nobody_changes_it_without_an_account(mairie_a, client_for, refused, path):
    refused(client_for(mairie_a).post(path, json={}), 401, "UNAUTHENTICATED")
