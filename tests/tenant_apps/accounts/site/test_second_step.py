"""/connexion/ of an account with a second factor: the password, then the code, and nothing in between to be stolen."""

import re
from datetime import timedelta
from uuid import uuid4

import pyotp
import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from core.tenancy import mairie_context
from tenant_apps.accounts.models import User
from tenant_apps.accounts.services import two_factor
from tests.factories import PASSWORD, hashed, make_user

SIGN_IN, SPACE = "/connexion/", "/mon-espace/"


def protect(mairie, **fields):
    """An account with a second factor, and its backup codes."""
    with mairie_context(mairie):
        user = make_user(email="helene@exemple.fr", **fields)
        enrolment = two_factor.start(user=user)
        two_factor.confirm(user=user, code=pyotp.TOTP(enrolment.secret).now(), session_id=uuid4())
    return user, enrolment.backup_codes


def give_password(mairie, path=SIGN_IN):
    """The page that asks for the code, and the proof in it."""
    visitor = Client(raise_request_exception=False, HTTP_HOST=mairie.host)
    page = visitor.post(path, {"email": "helene@exemple.fr", "password": PASSWORD})
    return visitor, page, re.search(r'name="proof" value="([^"]+)"', page.content.decode())[1]


def test_the_code_is_asked_for_after_the_password_which_is_not_to_be_typed_again(mairie_a):
    _user, codes = protect(mairie_a)

    visitor, page, proof = give_password(mairie_a, f"{SIGN_IN}?suite=/agenda/")

    text = page.content.decode()
    assert page.status_code == 200
    assert not page.cookies
    assert 'autocomplete="one-time-code"' in text
    assert not [secret for secret in (PASSWORD, "helene@exemple.fr", 'type="password"') if secret in text]
    response = visitor.post(f"{SIGN_IN}?suite=/agenda/", {"proof": proof, "otp_code": codes[0]})
    assert response["Location"] == "/agenda/"
    assert visitor.get(SPACE).status_code == 200


def test_a_wrong_code_may_be_corrected_and_counts_as_a_failure(mairie_a):
    _user, codes = protect(mairie_a)
    visitor, _page, proof = give_password(mairie_a)

    answers = [visitor.post(SIGN_IN, {"proof": proof, "otp_code": "00000000"}) for _try in range(10)]

    assert [answer.status_code for answer in answers] == [422] * 9 + [429]
    assert "Ce code est incorrect ou a déjà servi." in answers[0].content.decode()
    assert f'value="{proof}"' in answers[0].content.decode()
    assert not visitor.cookies
    assert visitor.post(SIGN_IN, {"proof": proof, "otp_code": codes[0]}).status_code == 429
    assert visitor.post(SIGN_IN, {"email": "helene@exemple.fr", "password": PASSWORD}).status_code == 429


def test_no_code_is_no_try(mairie_a):
    protect(mairie_a)
    visitor, _page, proof = give_password(mairie_a)
    assert visitor.post(SIGN_IN, {"proof": proof, "otp_code": ""}).status_code == 422


def expired(mairie, proof, codes):
    visitor = Client(raise_request_exception=False, HTTP_HOST=mairie.host)
    response = visitor.post(SIGN_IN, {"proof": proof, "otp_code": codes[-1]})
    assert "Cette étape a expiré ou a déjà servi" in response.content.decode()
    assert 'type="password"' in response.content.decode()
    return not response.cookies


def test_the_proof_is_worth_five_minutes(mairie_a):
    _user, codes = protect(mairie_a)
    _visitor, _page, proof = give_password(mairie_a)
    with time_machine.travel(timezone.now() + timedelta(minutes=5, seconds=2)):
        assert expired(mairie_a, proof, codes)


def test_the_proof_is_worth_nothing_in_another_mairie(mairie_a, mairie_b):
    user, _codes = protect(mairie_a)
    _user, codes = protect(mairie_b, id=user.id, password=user.password)
    _visitor, _page, proof = give_password(mairie_a)
    assert expired(mairie_b, proof, codes)


@pytest.mark.parametrize(
    "change", [{"password": "Un-autre-2026"}, {"is_active": False}], ids=["another password", "a closed account"]
)
def test_the_proof_is_worth_nothing_after(mairie_a, change):
    user, codes = protect(mairie_a)
    _visitor, _page, proof = give_password(mairie_a)
    with mairie_context(mairie_a):
        values = {"password": hashed(change["password"])} if "password" in change else change
        User.objects.filter(id=user.id).update(**values)
    assert expired(mairie_a, proof, codes)


def test_the_proof_is_used_up_by_signing_in(mairie_a):
    _user, codes = protect(mairie_a)
    visitor, _page, proof = give_password(mairie_a)
    visitor.post(SIGN_IN, {"proof": proof, "otp_code": codes[0]})
    assert visitor.cookies[settings.TICKET_COOKIE].value
    assert expired(mairie_a, proof, codes)


def test_a_code_that_is_sent_twice_lets_the_browser_in_once(mairie_a):
    user, codes = protect(mairie_a)
    visitor, _page, proof = give_password(mairie_a)

    answers = [visitor.post(f"{SIGN_IN}?suite=/agenda/", {"proof": proof, "otp_code": codes[0]}) for _click in range(2)]

    assert [answer["Location"] for answer in answers] == ["/agenda/"] * 2
    assert visitor.get(SPACE).status_code == 200
    with mairie_context(mairie_a):
        assert user.sessions.count() == 1


@pytest.mark.parametrize("proof", ["x", "WyI5MTI3MiIsWzEsIiJdXQ:1:x", "é"])
def test_what_is_no_proof_leads_back_to_the_password(mairie_a, proof):
    assert expired(mairie_a, proof, ["12345678"])


def test_turning_it_on_closes_the_other_browsers(mairie_a, person_for):
    person = person_for(mairie_a)
    other = person_for(mairie_a, user=person.user)
    with mairie_context(mairie_a):
        enrolment = two_factor.start(user=person.user)
        session = person.user.sessions.order_by("created_at").first().id
        two_factor.confirm(user=person.user, code=pyotp.TOTP(enrolment.secret).now(), session_id=session)

    assert person.get(SPACE).status_code == 200
    assert other.get(SPACE).status_code == 302
