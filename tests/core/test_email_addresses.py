"""One definition of an e-mail address, for accounts, visitors, mails and settings alike."""

import pytest
from django import forms
from django.core.exceptions import ValidationError

from core.api.serializers import EmailField, WriteSerializer
from core.email_addresses import normalised_email, valid_email
from core.mail import UndeliverableAddress
from core.mail.sender import plain_address
from core.pages import fields

ACCEPTED = [
    (" jeanne@exemple.fr ", "jeanne@exemple.fr"),
    ("Jeanne.D+mairie@Exemple.fr", "Jeanne.D+mairie@Exemple.fr"),
    ("ｊeanne@exemple.fr", "jeanne@exemple.fr"),
    ("jeanne@évry.fr", "jeanne@évry.fr"),
]
REFUSED = [
    "",
    "jeanne",
    "jeanne@",
    "jeanne@exemple",
    "Jeanne <jeanne@exemple.fr>",
    "jeanne@exemple.fr, paul@exemple.fr",
    "jeanne@exemple.fr\nBcc: paul@exemple.fr",
    "jeanne@exemple\u2028Bcc.fr",
    "jeanne@exem\u200bple.fr",
    "jeanne@exem\u202eple.fr",
    "jeanne@exemple.fr\x00",
    f"jeanne@{'b' * 64}.fr",
    f"jeanne@{'b.' * 130}fr",
    f"{'j' * 250}@exemple.fr",
]


class Body(WriteSerializer):
    email = EmailField()


class Form(forms.Form):
    email = fields.EmailField()


@pytest.mark.parametrize(("typed", "meant"), ACCEPTED)
def test_every_way_in_takes_the_same_addresses(typed, meant):
    body, form = Body(data={"email": typed}), Form({"email": typed})
    assert body.is_valid(), body.errors
    assert form.is_valid(), form.errors
    assert valid_email(typed) == plain_address(typed) == body.validated_data["email"] == meant
    assert form.cleaned_data["email"] == meant


@pytest.mark.parametrize("typed", REFUSED)
def test_every_way_in_refuses_the_same(typed):
    with pytest.raises(ValidationError):
        valid_email(typed)
    with pytest.raises(UndeliverableAddress):
        plain_address(typed)
    assert not Body(data={"email": typed}).is_valid()
    assert list(Form({"email": typed}).errors) == ["email"]


def test_the_reason_is_in_french_and_said_once():
    body, form = Body(data={"email": "jeanne"}), Form({"email": "jeanne"})
    assert not body.is_valid()
    assert body.errors == {"email": ["Saisissez une adresse électronique valide."]}
    assert form.errors == {"email": ["Saisissez une adresse électronique valide."]}


def test_a_long_one_is_told_how_long_it_may_be():
    with pytest.raises(ValidationError, match="au plus 254 caractères"):
        valid_email(f"{'j' * 250}@exemple.fr")


def test_case_blanks_and_unicode_forms_do_not_make_another_account():
    assert normalised_email(" ＪEANNE@Exemple.fr ") == normalised_email("jeanne@exemple.fr")
