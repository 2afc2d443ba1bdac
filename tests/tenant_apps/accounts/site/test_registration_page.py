"""/inscription/ on a mairie's host."""

import pytest

from core.tenancy import mairie_context
from tenant_apps.accounts.models import User
from tests.factories import make_invitation, make_known_user

PATH, CODE, AGAIN = "/inscription/", "/inscription/verifier/", "/inscription/code/"
FORM = {
    "first_name": "Marie",
    "last_name": "Martin",
    "email": "Marie@exemple.fr",
    "phone": "",
    "password": "securePassword123",
    "password_confirm": "securePassword123",
}


def account(mairie, email="marie@exemple.fr"):
    with mairie_context(mairie):
        return User.objects.with_email(email).first()


def test_a_citizen_registers_and_proves_the_address(mairie_a, visitor, text_of, deliver, code_in):
    guest = visitor(mairie_a)
    assert "Créer un compte" in text_of(guest.get(PATH))

    page = text_of(guest.post(PATH, **FORM))
    (mail,) = deliver()
    done = text_of(guest.post(CODE, email="marie@exemple.fr", otp_code=code_in(mail)))

    user = account(mairie_a)
    assert "Votre compte est créé." in page
    assert "Votre adresse est vérifiée" in done
    assert (user.role, user.role_status, user.is_verified, user.full_name) == (
        "citizen",
        "active",
        True,
        "Marie Martin",
    )


def test_the_invitation_s_link_leads_to_the_role(mairie_a, visitor, text_of, deliver, code_in):
    guest = visitor(mairie_a)
    with mairie_context(mairie_a):
        make_invitation(email="marie@exemple.fr", role="moderator")

    page = guest.get(PATH, email="marie@exemple.fr", role="moderator")
    guest.post(PATH, **FORM, role="moderator")
    guest.post(CODE, email="marie@exemple.fr", otp_code=code_in(deliver()[0]))

    assert "Ce compte demande le rôle « Modérateur »" in text_of(page)
    assert 'value="marie@exemple.fr"' in page.content.decode()
    assert (account(mairie_a).role, account(mairie_a).role_status) == ("moderator", "active")


def test_nobody_becomes_staff_by_the_address_of_the_page(mairie_a, visitor):
    visitor(mairie_a).post(PATH, **FORM, role="mayor")

    assert account(mairie_a).effective_role == "citizen"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"email": "nobody"}, "Adresse électronique : "),
        ({"email": ""}, "Adresse électronique : "),
        ({"first_name": "<b>"}, "Prénom : Ce nom contient des caractères"),
        ({"phone": "call me"}, "Téléphone (facultatif) : "),
        ({"password": "short", "password_confirm": "short"}, "Mot de passe : "),
        ({"password": "password", "password_confirm": "password"}, "Mot de passe : "),
        ({"password_confirm": "another"}, "Les deux mots de passe ne sont pas identiques."),
        ({"role": "operator"}, "À corriger"),
    ],
    ids=str,
)
def test_a_wrong_value_is_said_at_its_field(mairie_a, visitor, text_of, changes, said):
    response = visitor(mairie_a).post(PATH, **{**FORM, **changes})

    assert said in text_of(response, 422)
    assert "securePassword123" not in response.content.decode()
    assert account(mairie_a) is None


def test_an_address_that_has_an_account_is_told_so(mairie_a, visitor, text_of):
    with mairie_context(mairie_a):
        make_known_user(email="marie@exemple.fr")

    assert "Un compte existe déjà pour cette adresse" in text_of(visitor(mairie_a).post(PATH, **FORM), 422)


def test_what_people_type_is_escaped(mairie_a, visitor):
    response = visitor(mairie_a).get(PATH, email='"><script>alert(1)</script>', role="<b>")

    assert "<script>alert" not in response.content.decode()


def test_a_robot_is_let_believe_it_registered(mairie_a, visitor, text_of):
    assert "Votre compte est créé." in text_of(visitor(mairie_a).post(PATH, **FORM, website="https://spam.example"))
    assert account(mairie_a) is None


def test_another_site_can_t_send_the_form(mairie_a, visitor):
    response = visitor(mairie_a).post(PATH, **FORM, headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 403
    assert account(mairie_a) is None


@pytest.mark.parametrize("code", ["000000", "12", ""])
def test_a_wrong_code_is_said_and_another_one_can_be_asked_for(mairie_a, visitor, text_of, deliver, code_in, code):
    guest = visitor(mairie_a)
    guest.post(PATH, **FORM)
    right = code_in(deliver()[0])
    wrong = code if code != right else "000001"

    page = text_of(guest.post(CODE, email="marie@exemple.fr", otp_code=wrong), 422)

    assert "Code reçu : " in page
    assert "Recevoir un nouveau code" in page
    assert not account(mairie_a).is_verified


def test_a_new_code_is_mailed_to_whoever_waits_for_one_and_everybody_is_told_the_same(
    mairie_a, visitor, text_of, deliver, code_in
):
    guest = visitor(mairie_a)
    guest.post(PATH, **FORM)
    deliver()

    known = text_of(guest.post(AGAIN, email="marie@exemple.fr"))
    mails = deliver()
    unknown = text_of(guest.post(AGAIN, email="other@exemple.fr"))

    assert known == unknown
    assert [mail.to for mail in mails] == [["Marie@exemple.fr"]]
    assert not deliver()
    guest.post(CODE, email="marie@exemple.fr", otp_code=code_in(mails[0]))
    assert account(mairie_a).is_verified


def test_the_pages_exist_on_mairies_hosts_only(mairie_a, client_for):
    assert client_for(None).get(PATH).status_code == 404


@pytest.mark.parametrize("method", ["put", "delete"])
def test_other_methods_are_refused(mairie_a, client_for, method):
    assert client_for(mairie_a).request(method.upper(), PATH).status_code == 405
