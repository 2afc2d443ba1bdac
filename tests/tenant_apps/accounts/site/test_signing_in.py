"""/connexion/ and /deconnexion/: a browser's session in one mairie, and nothing outside it."""

from datetime import timedelta
from uuid import uuid4

import pyotp
import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from core.tenancy import mairie_context
from tenant_apps.accounts.models import Session, User
from tenant_apps.accounts.services import two_factor
from tenant_apps.preferences.models import Settings
from tests.factories import PASSWORD, make_user
from tests.sites import publish_site, read

SIGN_IN, SPACE = "/connexion/", "/mon-espace/"


def browser(mairie, **options) -> Client:
    return Client(raise_request_exception=False, HTTP_HOST=mairie.host, **options)


@pytest.fixture
def account(mairie_a):
    publish_site(mairie_a)
    with mairie_context(mairie_a):
        return make_user(email="helene@exemple.fr", first_name="Hélène")


@pytest.fixture
def visitor(account, mairie_a):
    return browser(mairie_a)


def come_in(visitor, path: str = SIGN_IN, **fields):
    return visitor.post(path, {"email": "helene@exemple.fr", "password": PASSWORD, **fields})


def test_nobody_is_sent_to_sign_in_and_then_where_they_were_going(visitor):
    response = visitor.get("/mon-espace/messages/?statut=lues")
    assert response["Location"] == "/connexion/?suite=%2Fmon-espace%2Fmessages%2F%3Fstatut%3Dlues"
    assert 'action="/connexion/?suite=%2Fmon-espace%2Fmessages%2F%3Fstatut%3Dlues"' in visitor.get(
        response["Location"]
    ).content.decode().replace("&amp;", "&")

    response = come_in(visitor, response["Location"])

    assert response["Location"] == "/mon-espace/messages/?statut=lues"
    assert visitor.get(response["Location"]).status_code == 200


def test_whoever_signs_in_is_greeted_and_nothing_of_it_is_kept_anywhere(visitor):
    response = come_in(visitor)
    cookie = response.cookies[settings.TICKET_COOKIE]

    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (True, "Lax", "/", "")
    assert response["Location"] == SPACE
    page = visitor.get(SPACE)
    assert "Bonjour Hélène" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert "noindex" in page["X-Robots-Tag"]


@pytest.mark.parametrize(
    "wanted", ["//ailleurs.fr/", "https://ailleurs.fr/", "/\\ailleurs.fr", "javascript:alert(1)", "\t//x.fr", ""]
)
def test_signing_in_leads_nowhere_else(visitor, wanted):
    assert come_in(visitor, f"{SIGN_IN}?suite={wanted}")["Location"] == SPACE


@pytest.mark.parametrize("wrong", [{"password": "autre"}, {"email": "inconnue@exemple.fr"}])
def test_who_is_wrong_is_told_so_and_not_about_what(visitor, wrong):
    response = come_in(visitor, **wrong)

    assert response.status_code == 422
    assert "Adresse électronique ou mot de passe incorrect." in response.content.decode()
    assert settings.TICKET_COOKIE not in response.cookies
    assert wrong.get("password", "\0") not in response.content.decode()


def test_too_many_failures_have_to_wait(visitor):
    answers = [come_in(visitor, password="autre") for _try in range(11)]

    assert "Trop de requêtes" in answers[-1].content.decode()
    assert "Trop de requêtes" in come_in(visitor).content.decode()


def test_the_second_factor_is_asked_for(visitor, account, mairie_a):
    with mairie_context(mairie_a):
        enrolment = two_factor.start(user=account)
        two_factor.confirm(user=account, code=pyotp.TOTP(enrolment.secret).now(), session_id=uuid4())

    response = come_in(visitor)
    assert response.status_code == 422
    assert "application d&#x27;authentification" in response.content.decode()
    assert come_in(visitor, otp_code=enrolment.backup_codes[0]).status_code == 302


def test_a_ticket_is_worth_nothing_in_another_mairie(visitor, mairie_b):
    come_in(visitor)
    other = browser(mairie_b)
    with mairie_context(mairie_b):
        make_user(id=901)
    other.cookies[settings.TICKET_COOKIE] = visitor.cookies[settings.TICKET_COOKIE].value

    assert other.get(SPACE)["Location"].startswith(SIGN_IN)


@pytest.mark.parametrize("ticket", ["x", "WyI5MTI3MiIsWzEsIiIsMF1d:1:x", "é", "." * 5_000])
def test_what_is_no_ticket_is_nobodys(visitor, ticket):
    visitor.cookies[settings.TICKET_COOKIE] = ticket
    assert visitor.get(SPACE)["Location"].startswith(SIGN_IN)


def test_signing_out_ends_the_session_for_good(visitor, account, mairie_a):
    come_in(visitor)
    ticket = visitor.cookies[settings.TICKET_COOKIE].value

    assert visitor.post("/deconnexion/")["Location"] == "/"

    assert visitor.cookies[settings.TICKET_COOKIE].value == ""
    visitor.cookies[settings.TICKET_COOKIE] = ticket
    assert visitor.get(SPACE)["Location"].startswith(SIGN_IN)
    assert visitor.get("/deconnexion/").status_code == 405


@pytest.mark.parametrize("change", [{"is_active": False}, {"deleted_at": timezone.now(), "is_active": False}])
def test_a_closed_account_is_out_at_once(visitor, account, mairie_a, change):
    come_in(visitor)
    with mairie_context(mairie_a):
        User.objects.filter(pk=account.pk).update(**change)

    assert visitor.get(SPACE)["Location"].startswith(SIGN_IN)


def test_staff_act_only_from_where_the_mairie_lets_them(mairie_a):
    with mairie_context(mairie_a):
        make_user(role="mayor", email="helene@exemple.fr")
    visitor = browser(mairie_a)
    come_in(visitor)
    with mairie_context(mairie_a):
        Settings.objects.update_or_create(id=1, defaults={"allowed_ips": ["203.0.113.0/24"]})

    assert visitor.get(SPACE).status_code == 403
    assert come_in(browser(mairie_a)).status_code == 422


def test_a_session_goes_on_while_the_person_is_there(visitor, account, mairie_a):
    come_in(visitor)
    first = visitor.cookies[settings.TICKET_COOKIE].value

    visitor.get(SPACE)
    assert visitor.cookies[settings.TICKET_COOKIE].value == first
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert visitor.get(SPACE).status_code == 200
        assert visitor.cookies[settings.TICKET_COOKIE].value != first
    with mairie_context(mairie_a):
        assert Session.objects.get().last_seen_at > timezone.now() + timedelta(hours=1)
    with time_machine.travel(timezone.now() + timedelta(days=13)):
        assert visitor.get(SPACE).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=40)):
        assert visitor.get(SPACE)["Location"].startswith(SIGN_IN)


def test_a_mairie_that_shortens_sessions_ends_idle_ones(visitor, account, mairie_a):
    with mairie_context(mairie_a):
        Settings.objects.update_or_create(id=1, defaults={"session_timeout": 900})
    come_in(visitor)

    with time_machine.travel(timezone.now() + timedelta(minutes=20)):
        assert visitor.get(SPACE).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=80)):
        assert visitor.get(SPACE)["Location"].startswith(SIGN_IN)


def test_a_form_without_the_token_of_its_page_is_refused(account, mairie_a):
    strict = browser(mairie_a, enforce_csrf_checks=True)
    come_in(strict)

    response = strict.post("/mon-espace/notifications/tout-lire/")
    assert response.status_code == 403
    assert "depuis un autre site" in response.content.decode()
    strict.get("/mon-espace/messages/nouveau/")
    token = strict.cookies[settings.CSRF_COOKIE_NAME].value
    assert strict.post("/mon-espace/notifications/tout-lire/", {"csrfmiddlewaretoken": token}).status_code == 302


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-site"}, {"Origin": "https://ailleurs.fr"}])
@pytest.mark.parametrize("path", [SIGN_IN, "/deconnexion/", "/mon-espace/notifications/tout-lire/"])
def test_a_form_of_another_site_is_refused(visitor, path, headers):
    come_in(visitor)
    assert visitor.post(path, headers=headers).status_code == 403
    assert visitor.get(SPACE).status_code == 200


def test_the_public_site_leads_to_the_space_and_knows_nobody(visitor, mairie_a):
    before = read(mairie_a, "/")
    come_in(visitor)
    response = visitor.get("/")

    assert 'href="/mon-espace/"' in before
    assert response.content.decode() == before
    assert not response.cookies
