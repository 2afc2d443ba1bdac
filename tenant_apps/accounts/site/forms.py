"""What people without a session type about their account, by the same rules as the API."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from core.api.serializers import PHONE
from core.pages.fields import EmailField, ServiceForm
from tenant_apps.accounts.models import MUNICIPAL_ROLES, NAME_PATTERN, Role

NAME = RegexValidator(NAME_PATTERN, _("Ce nom contient des caractères qui ne sont pas acceptés."))
MISMATCH = _("Les deux mots de passe ne sont pas identiques.")


def new_password(label: Any, **kwargs: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label=label, max_length=128, strip=False, widget=widget, **kwargs)


def name(label: Any, autocomplete: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, max_length=80, validators=[NAME], widget=widget)


def present_password() -> forms.CharField:
    """The password that the account has."""
    widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})
    return forms.CharField(label=_("Mot de passe"), max_length=128, strip=False, widget=widget)


def second_factor() -> forms.CharField:
    return forms.CharField(
        label=_("Code"),
        help_text=_("Celui de votre application d'authentification, ou un code de secours."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class EmailForm(ServiceForm):
    email = EmailField(label=_("Adresse électronique"))


class SignInForm(EmailForm):
    password = present_password()


class CodeStepForm(ServiceForm):
    """The second step: the proof that the first one went well, and the code."""

    proof = forms.CharField(max_length=512, widget=forms.HiddenInput)
    otp_code = second_factor()


class CodeForm(EmailForm):
    otp_code = forms.RegexField(
        r"^[0-9]{6}$",
        label=_("Code reçu"),
        help_text=_("Six chiffres, valables dix minutes."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"invalid": _("Le code a six chiffres.")},
    )


class NewPasswordForm(ServiceForm):
    token = forms.CharField(max_length=1024, widget=forms.HiddenInput)
    password = new_password(
        _("Nouveau mot de passe"), help_text=_("Au moins huit caractères, pas seulement des chiffres.")
    )
    password_confirm = new_password(_("Confirmation du mot de passe"))

    def clean(self) -> dict[str, Any]:
        return confirmed(self)


class RegistrationForm(ServiceForm):
    """A citizen's account, or one of the role that an invitation's link names."""

    first_name = name(_("Prénom"), "given-name")
    last_name = name(_("Nom"), "family-name")
    email = EmailField(label=_("Adresse électronique"))
    phone = forms.CharField(
        label=_("Téléphone (facultatif)"),
        max_length=30,
        required=False,
        validators=[PHONE],
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    password = new_password(_("Mot de passe"), help_text=_("Au moins huit caractères, pas seulement des chiffres."))
    password_confirm = new_password(_("Confirmation du mot de passe"))
    role = forms.ChoiceField(
        choices=[(role.value, role.label) for role in MUNICIPAL_ROLES], required=False, widget=forms.HiddenInput
    )

    def clean_role(self) -> str:
        return self.cleaned_data["role"] or Role.CITIZEN.value

    def clean(self) -> dict[str, Any]:
        return confirmed(self)


def confirmed(form: forms.Form) -> dict[str, Any]:
    """The cleaned data without the second password, which must be the first."""
    data = form.cleaned_data
    if "password" in data and data.pop("password_confirm", data["password"]) != data["password"]:
        form.add_error("password_confirm", MISMATCH)
    return data
