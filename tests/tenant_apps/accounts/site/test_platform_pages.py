"""/mot-de-passe/ on the platform's host: the passwords of operators, and of nobody else."""

import pytest
from django.test import Client

from core.tenancy import mairie_context, public_context
from tenant_apps.accounts.models import OneTimeSecret, User
from tenant_apps.accounts.services.one_time import issue_link_token
from tests.factories import make_known_user, make_user

FORGOTTEN, CHOICE = "/mot-de-passe/oublie/", "/mot-de-passe/nouveau/"
NEW = {"password": "newSecurePassword123", "password_confirm": "newSecurePassword123"}
PURPOSE = OneTimeSecret.Purpose.RESET_PASSWORD


@pytest.fixture
def operator(db):
    with public_context():
        return make_known_user(role="operator", email="operateur@exemple.fr")


@pytest.fixture
def guest():
    return Client(raise_request_exception=False, HTTP_HOST="localhost")


def test_an_operator_gets_from_the_forgotten_password_to_the_new_one(operator, guest, text_of, deliver, token_in):
    assert "Mot de passe oublié" in text_of(guest.get(FORGOTTEN))
    sent = text_of(guest.post(FORGOTTEN, {"email": "operateur@exemple.fr"}))
    (mail,) = deliver()
    token = token_in(mail)
    page = guest.get(CHOICE, {"token": token})
    done = guest.post(CHOICE, {"token": token, **NEW})

    assert f"http://localhost:8000{CHOICE}?token=" in mail.body
    assert "Consultez votre messagerie" in sent
    assert 'autocomplete="new-password"' in page.content.decode()
    assert "Votre mot de passe est changé" in text_of(done)
    assert "/connexion/" not in done.content.decode()
    with public_context():
        assert User.objects.get(id=operator.id).check_password(NEW["password"])


def test_what_is_wrong_is_said_at_its_field(operator, guest):
    with public_context():
        token = issue_link_token(user=operator, purpose=PURPOSE)

    response = guest.post(CHOICE, {"token": token, "password": "12345678", "password_confirm": "12345678"})

    assert response.status_code == 422
    assert 'id="id_password_error"' in response.content.decode()


def test_a_mairie_s_account_is_not_looked_for_and_its_link_opens_nothing(operator, guest, mairie_a, deliver):
    with mairie_context(mairie_a):
        user = make_user(id=operator.id, email="helene@exemple.fr")
        token = issue_link_token(user=user, purpose=PURPOSE)

    guest.post(FORGOTTEN, {"email": "helene@exemple.fr"})
    response = guest.post(CHOICE, {"token": token, **NEW})

    assert not deliver()
    assert response.status_code == 422
    assert "plus valable" in response.content.decode()


def test_an_operator_s_link_opens_nothing_in_a_mairie(operator, mairie_a, visitor):
    with public_context():
        token = issue_link_token(user=operator, purpose=PURPOSE)
    assert visitor(mairie_a).post(CHOICE, token=token, **NEW).status_code == 422


@pytest.mark.parametrize("path", ["/connexion/", "/mon-espace/", "/inscription/"])
def test_the_platform_has_no_other_page_of_accounts(operator, guest, path):
    assert guest.get(path).status_code == 404
