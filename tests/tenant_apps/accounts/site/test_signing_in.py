"""/connexion/ and /deconnexion/: a browser's session in one mairie, and nothing outside it."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from core.tenancy import mairie_context
from tenant_apps.accounts.models import Session, User
from tenant_apps.preferences.models import Settings
from tests.factories import PASSWORD, make_user
from tests.sites import publish_site, read, statements

SIGN_IN, SIGN_OUT, SPACE = "/connexion/", "/deconnexion/", "/mon-espace/"
MARK_ALL_READ = "/mon-espace/notifications/tout-lire/"
COOKIE = settings.TICKET_COOKIE


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


def come_in(visitor, path=SIGN_IN, **fields):
    return visitor.post(path, {"email": "helene@exemple.fr", "password": PASSWORD, **fields})


def is_sent_to_sign_in(response):
    return response.status_code == 302 and response["Location"].startswith(f"{SIGN_IN}?suite=")


def token_of(response):
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', response.content.decode())[1]


def test_nobody_is_sent_to_sign_in_and_then_where_they_were_going(visitor):
    response = visitor.get("/mon-espace/messages/?statut=lues")
    assert response["Location"] == "/connexion/?suite=%2Fmon-espace%2Fmessages%2F%3Fstatut%3Dlues"
    assert not response.cookies
    asked = visitor.get(response["Location"])
    assert f'action="{response["Location"]}"' in asked.content.decode()
    assert not asked.cookies

    response = come_in(visitor, response["Location"])

    assert response["Location"] == "/mon-espace/messages/?statut=lues"
    assert visitor.get(response["Location"]).status_code == 200


def test_a_form_sent_by_nobody_leads_back_to_the_page_it_stood_on(visitor, mairie_a):
    page = f"http://{mairie_a.host}/mon-espace/messages/?page=2"
    assert visitor.post(MARK_ALL_READ)["Location"] == "/connexion/?suite=%2Fmon-espace%2F"
    sent = visitor.post(MARK_ALL_READ, headers={"Referer": page})
    assert sent["Location"] == "/connexion/?suite=%2Fmon-espace%2Fmessages%2F%3Fpage%3D2"
    elsewhere = visitor.post(MARK_ALL_READ, headers={"Referer": "http://ailleurs.fr/mon-espace/x/"})
    assert elsewhere["Location"] == "/connexion/?suite=%2Fmon-espace%2F"


def test_whoever_signs_in_is_greeted_and_nothing_of_it_is_kept_anywhere(visitor):
    response = come_in(visitor)
    cookie = response.cookies[COOKIE]

    assert {name: cookie[name] for name in ("httponly", "samesite", "path", "domain", "max-age", "expires")} == {
        "httponly": True, "samesite": "Lax", "path": "/", "domain": "", "max-age": "", "expires": "",
    }  # fmt: skip
    assert response["Location"] == SPACE
    page = visitor.get(SPACE)
    assert "Bonjour Hélène" in page.content.decode()
    assert not page.cookies
    for answer in (response, page):
        assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("private, no-store", "noindex, nofollow")


def test_under_https_the_cookie_is_one_that_no_other_host_can_set(visitor, settings):
    settings.HTTPS, settings.TICKET_COOKIE = True, "__Host-connexion"

    cookie = come_in(visitor).cookies["__Host-connexion"]

    assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")
    assert visitor.get(SPACE).status_code == 200


@pytest.mark.parametrize(
    "planted",
    [
        "{name}={mine}; {name}={theirs}",
        "{name}={theirs}; {name}={mine}",
        "\u2000{name}={theirs}",
        "\xa0{name}={theirs}",
    ],
)
def test_a_cookie_that_somebody_else_has_planted_signs_nobody_in(visitor, account, mairie_a, planted):
    theirs = browser(mairie_a)
    come_in(visitor), come_in(theirs)
    values = {"name": COOKIE, "mine": visitor.cookies[COOKIE].value, "theirs": theirs.cookies[COOKIE].value}
    header = planted.format(**values).encode().decode("latin-1")

    response = Client().get(SPACE, HTTP_HOST=mairie_a.host, HTTP_COOKIE=header)

    assert is_sent_to_sign_in(response)


@pytest.mark.parametrize(
    "wanted",
    [
        "//ailleurs.fr/", "///ailleurs.fr/", "\\\\ailleurs.fr", "/\\ailleurs.fr", "/\t/ailleurs.fr", "/\n/ailleurs.fr",
        "https://ailleurs.fr/", "https:ailleurs.fr", "javascript:alert(1)", "data:text/html,x", "\t//x.fr", " //x.fr",
        "ailleurs.fr", "", "/" + "x" * 2_000,
    ],
)  # fmt: skip
def test_signing_in_leads_nowhere_else(visitor, wanted):
    path = visitor.get(SIGN_IN, {"suite": wanted}).wsgi_request.get_full_path()
    assert come_in(visitor, path)["Location"] == SPACE
    assert visitor.get(SIGN_IN, {"suite": wanted})["Location"] == SPACE


@pytest.mark.parametrize("wanted", ["/%2Failleurs.fr/", "/%5C%5Cailleurs.fr", "/actualites/?q=//ailleurs.fr"])
def test_what_only_looks_like_elsewhere_is_a_path_of_this_host(visitor, wanted):
    assert come_in(visitor, visitor.get(SIGN_IN, {"suite": wanted}).wsgi_request.get_full_path())["Location"] == wanted


@pytest.mark.parametrize("wrong", [{"password": "autre-mot-de-passe"}, {"email": "inconnue@exemple.fr"}])
def test_who_is_wrong_is_told_so_and_not_about_what(visitor, hashes, wrong):
    response = come_in(visitor, **wrong)

    page = response.content.decode()
    assert response.status_code == 422
    assert "Adresse électronique ou mot de passe incorrect." in page
    assert wrong.get("email", "helene@exemple.fr") in page
    assert "autre-mot-de-passe" not in page
    assert not response.cookies
    assert len(hashes) == 1


def test_too_many_failures_have_to_wait_and_are_told_how_long(visitor):
    answers = [come_in(visitor, password="autre") for _try in range(11)]

    assert [answer.status_code for answer in answers] == [422] * 10 + [429]
    refusal = come_in(visitor)
    assert (refusal.status_code, refusal["Retry-After"].isdigit(), refusal.cookies) == (429, True, {})
    assert re.search(r"Un nouvel essai sera possible dans \d+ minutes\.", refusal.content.decode())


def test_a_ticket_is_worth_nothing_in_another_mairie(visitor, account, mairie_b):
    come_in(visitor)
    other = browser(mairie_b)
    with mairie_context(mairie_b):
        make_user(id=account.id)
    other.cookies[COOKIE] = visitor.cookies[COOKIE].value

    assert is_sent_to_sign_in(other.get(SPACE))


@pytest.mark.parametrize("ticket", ["x", "WyI5MTI3MiIsWzEsIiIsMF1d:1:x", "é", "." * 5_000])
def test_what_is_no_ticket_is_nobodys(visitor, ticket):
    visitor.cookies[COOKIE] = ticket
    assert is_sent_to_sign_in(visitor.get(SPACE))


def test_the_api_does_not_know_the_cookie_nor_the_pages_its_tokens(visitor, account, client_for, mairie_a):
    come_in(visitor)
    assert visitor.get("/api/v1/auth/profile/").status_code == 401
    ticket = visitor.cookies[COOKIE].value
    stranger = Client(raise_request_exception=False, HTTP_HOST=mairie_a.host)
    assert stranger.get("/api/v1/auth/profile/", headers={"Authorization": f"Bearer {ticket}"}).status_code == 401

    token = client_for(mairie_a, user=account).token
    assert is_sent_to_sign_in(stranger.get(SPACE, headers={"Authorization": f"Bearer {token}"}))
    stranger.cookies[COOKIE] = token
    assert is_sent_to_sign_in(stranger.get(SPACE))


def test_signing_out_ends_the_session_for_good(visitor):
    come_in(visitor)
    ticket = visitor.cookies[COOKIE].value

    response = visitor.post(SIGN_OUT)

    assert (response["Location"], response["Clear-Site-Data"]) == ("/connexion/?deconnecte=1", '"cache"')
    assert visitor.cookies.pop(COOKIE)["max-age"] == 0
    assert "Vous êtes déconnecté." in visitor.get(response["Location"]).content.decode()
    visitor.cookies[COOKIE] = ticket
    assert is_sent_to_sign_in(visitor.get(SPACE))
    assert visitor.get(SIGN_OUT).status_code == 405


def test_signing_in_again_leaves_the_former_session(visitor, account, mairie_a):
    come_in(visitor)
    former = visitor.cookies[COOKIE].value

    come_in(visitor)

    assert visitor.cookies[COOKIE].value != former
    with mairie_context(mairie_a):
        assert Session.objects.filter(revoked_at__isnull=True).count() == 1
    assert visitor.get(SIGN_IN)["Location"] == SPACE


def test_a_session_that_has_ended_is_said_to_have_and_its_cookie_goes(visitor, mairie_a):
    come_in(visitor)
    with mairie_context(mairie_a):
        Session.objects.update(revoked_at=timezone.now())

    response = visitor.get(visitor.get(SPACE)["Location"])

    assert "Votre session est terminée" in response.content.decode()
    assert response.cookies[COOKIE]["max-age"] == 0


@pytest.mark.parametrize("change", [{"is_active": False}, {"deleted_at": timezone.now(), "is_active": False}])
def test_a_closed_account_is_out_at_once(visitor, account, mairie_a, change):
    come_in(visitor)
    with mairie_context(mairie_a):
        User.objects.filter(pk=account.pk).update(**change)

    assert is_sent_to_sign_in(visitor.get(SPACE))


def test_staff_act_only_from_where_the_mairie_lets_them(mairie_a):
    with mairie_context(mairie_a):
        make_user(role="mayor", email="helene@exemple.fr")
    visitor = browser(mairie_a)
    come_in(visitor)
    with mairie_context(mairie_a):
        Settings.objects.update_or_create(id=1, defaults={"allowed_ips": ["203.0.113.0/24"]})

    assert visitor.get(SPACE).status_code == 403
    refused = come_in(browser(mairie_a))
    assert (refused.status_code, refused.cookies) == (403, {})
    assert "adresse IP" in refused.content.decode()
    assert visitor.get(SIGN_IN).status_code == 200


def test_a_session_goes_on_while_the_person_is_there(visitor, mairie_a):
    come_in(visitor)
    first = visitor.cookies[COOKIE].value

    visitor.get(SPACE)
    assert visitor.cookies[COOKIE].value == first
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert visitor.get(SPACE).status_code == 200
        assert visitor.cookies[COOKIE].value != first
    with mairie_context(mairie_a):
        assert Session.objects.get().last_seen_at > timezone.now() + timedelta(hours=1)
    with time_machine.travel(timezone.now() + timedelta(days=13)):
        assert visitor.get(SPACE).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=28)):
        assert is_sent_to_sign_in(visitor.get(SPACE))


def test_a_mairie_that_shortens_sessions_ends_idle_ones(visitor, mairie_a):
    with mairie_context(mairie_a):
        Settings.objects.update_or_create(id=1, defaults={"session_timeout": 900})
    come_in(visitor)

    with time_machine.travel(timezone.now() + timedelta(minutes=20)):
        assert visitor.get(SPACE).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=80)):
        assert is_sent_to_sign_in(visitor.get(SPACE))


def test_a_page_knows_its_reader_by_one_statement_and_writes_nothing(visitor):
    come_in(visitor)
    visitor.get(SPACE)

    with statements() as sent:
        visitor.get(SPACE)

    assert len([one for one in sent if "accounts_session" in one]) == 1
    assert not [one for one in sent if not one.startswith(("SELECT", "\nSELECT"))]


def test_a_form_without_the_token_of_its_session_is_refused(account, mairie_a):
    strict, other = (browser(mairie_a, enforce_csrf_checks=True) for _browser in range(2))
    come_in(strict), come_in(other)
    page = "/mon-espace/messages/nouveau/"

    assert set(strict.cookies) == {COOKIE}
    for token in ("", "x" * 64, token_of(other.get(page))):
        response = strict.post(MARK_ALL_READ, {"csrfmiddlewaretoken": token})
        assert response.status_code == 403
        assert "date d'avant votre dernière connexion" in response.content.decode().replace("&#x27;", "'")
    assert strict.post(MARK_ALL_READ, {"csrfmiddlewaretoken": token_of(strict.get(page))}).status_code == 302


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-site"}, {"Origin": "https://ailleurs.fr"}])
@pytest.mark.parametrize("path", [SIGN_IN, SIGN_OUT, MARK_ALL_READ])
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


def test_who_has_not_proven_the_address_or_waits_for_a_role_is_told_what_is_next(mairie_a):
    with mairie_context(mairie_a):
        make_user(email="helene@exemple.fr", is_verified=False, role="moderator", role_status="pending")
    visitor = browser(mairie_a)
    come_in(visitor)

    page = visitor.get(SPACE).content.decode()

    assert 'href="/inscription/verifier/?email=helene%40exemple.fr"' in page
    assert "Votre demande du rôle «&nbsp;Modérateur&nbsp;» attend" in page
