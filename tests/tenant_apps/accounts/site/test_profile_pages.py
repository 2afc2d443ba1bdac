"""/mon-espace/profil/: what people say of themselves, and the address they sign in with."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.tenancy import mairie_context
from tenant_apps.accounts.models import User
from tenant_apps.media.services import AVATAR_PATTERN
from tests.factories import PASSWORD, make_user

PROFILE, ADDRESS = "/mon-espace/profil/", "/mon-espace/profil/adresse/"
FORM = {"first_name": "Hélène", "last_name": "Durand", "phone": "01 23 45 67 89", "birth_year": "1980"}


def portrait(content=None, name="moi.png"):
    if content is None:
        stream = io.BytesIO()
        Image.new("RGB", (300, 200), "#336699").save(stream, "PNG")
        content = stream.getvalue()
    return SimpleUploadedFile(name, content, "image/png")


def stored(person):
    with mairie_context(person.mairie):
        return User.objects.get(id=person.user.id)


def test_the_profile_is_shown_and_changed(person_for, mairie_a):
    person = person_for(mairie_a, first_name="Helene")
    assert 'value="Helene"' in person.read(PROFILE)

    response = person.send(PROFILE, **FORM)

    assert "Vos informations sont enregistrées." in person.read(response["Location"])
    user = stored(person)
    assert (user.first_name, user.last_name, user.phone, user.birth_year) == (
        "Hélène", "Durand", "01 23 45 67 89", 1980,
    )  # fmt: skip
    person.send(PROFILE, **{**FORM, "phone": "", "birth_year": ""})
    assert (stored(person).phone, stored(person).birth_year) == ("", None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"first_name": ""}, {"first_name": "x" * 81}, {"last_name": "<script>"}, {"phone": "abc"},
        {"birth_year": "1899"}, {"birth_year": "3000"}, {"birth_year": "douze"}, {"last_name": "\x00"},
    ],
    ids=str,
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(person_for, mairie_a, wrong):
    person = person_for(mairie_a)

    response = person.send(PROFILE, **{**FORM, **wrong})

    (name,) = wrong
    page = response.content.decode()
    assert response.status_code == 422
    assert f'id="id_{name}_error"' in page
    assert f'aria-describedby="id_{name}' in page
    assert [value for key, value in FORM.items() if key not in wrong and f'value="{value}"' not in page] == []
    assert stored(person).first_name == person.user.first_name


def test_a_portrait_is_taken_shown_and_given_up(person_for, mairie_a):
    person = person_for(mairie_a)
    assert "remove_avatar" not in person.read(PROFILE)

    person.send(PROFILE, **FORM, avatar=portrait())
    first = stored(person).avatar
    page = person.read(PROFILE)
    assert "Ma photo actuelle" in page
    person.send(PROFILE, **FORM)
    assert stored(person).avatar == first
    person.send(PROFILE, **FORM, remove_avatar="on")

    assert re.fullmatch(AVATAR_PATTERN, first)
    assert f'/media/{first}"' in page
    assert stored(person).avatar == ""


def test_what_is_no_picture_is_refused_by_the_same_rules_as_the_api(person_for, mairie_a):
    person = person_for(mairie_a)

    response = person.send(PROFILE, **FORM, avatar=portrait(b"<svg/>", "moi.svg"))

    assert response.status_code == 422
    assert 'id="id_avatar_error"' in response.content.decode()
    assert stored(person).first_name == person.user.first_name


def test_a_picture_that_is_too_large_gets_a_page_that_says_so(person_for, mairie_a):
    response = person_for(mairie_a).send(PROFILE, **FORM, avatar=portrait(b"x" * (13 * 1024 * 1024)))
    assert response.status_code == 413


def test_another_address_is_proven_by_its_code(person_for, mairie_a, deliver, code_in):
    person = person_for(mairie_a)
    other = person_for(mairie_a, user=person.user)

    page = person.send(ADDRESS, email="Nouvelle@exemple.fr", password=PASSWORD).content.decode()
    (mail,) = deliver()
    assert "Un code vient d'être envoyé à Nouvelle@exemple.fr" in page.replace("&#x27;", "'")
    assert PASSWORD not in page
    wrong = person.send(ADDRESS, email="Nouvelle@exemple.fr", otp_code="000000")
    done = person.send(ADDRESS, email="Nouvelle@exemple.fr", otp_code=code_in(mail))

    assert (wrong.status_code, mail.to, done["Location"]) == (422, ["Nouvelle@exemple.fr"], f"{PROFILE}?fait=1")
    assert "Nouvelle@exemple.fr" in person.read(PROFILE)
    assert other.get(PROFILE).status_code == 302


@pytest.mark.parametrize(
    ("email", "password", "field"),
    [
        ("nouvelle@exemple.fr", "autre", "password"),
        ("prise@exemple.fr", PASSWORD, "email"),
        ("rien", PASSWORD, "email"),
    ],
)
def test_an_address_is_refused_at_the_field_that_is_wrong(person_for, mairie_a, deliver, email, password, field):
    with mairie_context(mairie_a):
        make_user(email="prise@exemple.fr")
    person = person_for(mairie_a)

    response = person.send(ADDRESS, email=email, password=password)

    assert response.status_code == 422
    assert f'id="id_{field}_error"' in response.content.decode()
    assert not deliver()


def test_too_many_wrong_passwords_have_to_wait(person_for, mairie_a):
    person = person_for(mairie_a)
    for _try in range(10):
        person.send(ADDRESS, email="nouvelle@exemple.fr", password="autre")

    response = person.send(ADDRESS, email="nouvelle@exemple.fr", password=PASSWORD)

    assert response.status_code == 429
    assert "Un nouvel essai sera possible dans" in response.content.decode()
