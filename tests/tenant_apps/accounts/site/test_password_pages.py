"""/mot-de-passe/ on a mairie's host."""

import pytest

from core.tenancy import mairie_context
from tenant_apps.accounts.models import OneTimeSecret, Session, User
from tenant_apps.accounts.services.one_time import issue_link_token
from tests.factories import make_known_user, open_session

FORGOTTEN, CHOICE = "/mot-de-passe/oublie/", "/mot-de-passe/nouveau/"
NEW = {"password": "newSecurePassword123", "password_confirm": "newSecurePassword123"}


@pytest.fixture
def user(mairie_a):
    with mairie_context(mairie_a):
        return make_known_user(email="marie@exemple.fr")


@pytest.fixture
def token(mairie_a, user):
    with mairie_context(mairie_a):
        return issue_link_token(user=user, purpose=OneTimeSecret.Purpose.RESET_PASSWORD)


def stored(mairie, user):
    with mairie_context(mairie):
        return User.objects.get(id=user.id)


def test_from_the_forgotten_password_to_the_new_one(mairie_a, visitor, user, text_of, deliver, token_in):
    guest = visitor(mairie_a)
    with mairie_context(mairie_a):
        open_session(user)

    sent = text_of(guest.post(FORGOTTEN, email="MARIE@exemple.fr"))
    (mail,) = deliver()
    link = token_in(mail)
    page = guest.get(CHOICE, token=link)
    done = text_of(guest.post(CHOICE, token=link, **NEW))

    assert "Consultez votre messagerie" in sent
    assert f"http://{mairie_a.host}:8000{CHOICE}?token=" in mail.body
    assert link in page.content.decode()
    assert "Votre mot de passe est changé" in done
    assert stored(mairie_a, user).check_password("newSecurePassword123")
    with mairie_context(mairie_a):
        assert not Session.objects.filter(user=user, revoked_at__isnull=True).exists()


def test_everybody_is_told_the_same(mairie_a, visitor, user, text_of, deliver):
    guest = visitor(mairie_a)

    assert text_of(guest.post(FORGOTTEN, email="marie@exemple.fr")) == text_of(
        guest.post(FORGOTTEN, email="nobody@exemple.fr")
    )
    assert [mail.to for mail in deliver()] == [["marie@exemple.fr"]]


def test_a_robot_asks_for_nothing(mairie_a, visitor, user, text_of, deliver):
    text_of(visitor(mairie_a).post(FORGOTTEN, email="marie@exemple.fr", website="x"))

    assert not deliver()


@pytest.mark.parametrize("email", ["", "nobody", "a" * 300 + "@exemple.fr"])
def test_what_is_no_address_is_said(mairie_a, visitor, text_of, email):
    assert "Adresse électronique : " in text_of(visitor(mairie_a).post(FORGOTTEN, email=email), 422)


def test_looking_at_the_page_does_not_use_the_link_up(mairie_a, visitor, user, text_of, token):
    guest = visitor(mairie_a)
    for _look in range(3):
        text_of(guest.get(CHOICE, token=token))

    assert "est changé" in text_of(guest.post(CHOICE, token=token, **NEW))


def test_a_link_works_once(mairie_a, visitor, user, text_of, token):
    guest = visitor(mairie_a)
    guest.post(CHOICE, token=token, **NEW)

    assert "Ce lien n'est plus valable" in text_of(guest.post(CHOICE, token=token, **NEW), 422)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"password_confirm": "another"}, "ne sont pas identiques"),
        ({"password": "short", "password_confirm": "short"}, "Nouveau mot de passe : "),
        ({"password": ""}, "Nouveau mot de passe : "),
    ],
    ids=str,
)
def test_a_wrong_password_is_said_and_the_link_stays(mairie_a, visitor, user, text_of, token, changes, said):
    guest = visitor(mairie_a)

    response = guest.post(CHOICE, token=token, **{**NEW, **changes})

    assert said in text_of(response, 422)
    assert token in response.content.decode()
    assert "est changé" in text_of(guest.post(CHOICE, token=token, **NEW))


@pytest.mark.parametrize("token", ["", "nonsense", "x" * 2000])
def test_anything_else_is_no_link(mairie_a, visitor, text_of, token):
    assert "Ce lien n'est plus valable" in text_of(visitor(mairie_a).post(CHOICE, token=token, **NEW), 422)


def test_a_page_without_a_link_leads_to_one(mairie_a, visitor, text_of):
    assert "Demander un nouveau lien" in text_of(visitor(mairie_a).get(CHOICE), 422)


def test_another_mairie_s_link_changes_nothing_here(mairie_a, mairie_b, visitor, user, text_of, token):
    with mairie_context(mairie_b):
        make_known_user(id=user.id, email="marie@exemple.fr")

    assert "Ce lien n'est plus valable" in text_of(visitor(mairie_b).post(CHOICE, token=token, **NEW), 422)
    assert not stored(mairie_b, user).check_password("newSecurePassword123")
    assert not stored(mairie_a, user).check_password("newSecurePassword123")
