"""What people type about their account, signed in or not, by the same rules as the API."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.api.serializers import PHONE
from core.pages.fields import EmailField, ServiceForm
from tenant_apps.accounts.models import MUNICIPAL_ROLES, Role
from tenant_apps.accounts.typed import MISMATCH, NAME, check_birth_year


def chosen_password(label: Any, **kwargs: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label=label, max_length=128, strip=False, widget=widget, **kwargs)


def name(label: Any, autocomplete: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, max_length=80, validators=[NAME], widget=widget)


def present_password(label: Any) -> forms.CharField:
    """The password that the account has."""
    widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})
    return forms.CharField(label=label, max_length=128, strip=False, widget=widget)


def second_factor() -> forms.CharField:
    return forms.CharField(
        label=_("Code"),
        help_text=_("Celui de votre application d'authentification, ou un code de secours."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


def mailed_code() -> forms.RegexField:
    return forms.RegexField(
        r"^[0-9]{6}$",
        label=_("Code reçu"),
        help_text=_("Six chiffres, valables dix minutes."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"invalid": _("Le code a six chiffres.")},
    )


def telephone() -> forms.CharField:
    return forms.CharField(
        label=_("Téléphone (facultatif)"),
        max_length=30,
        required=False,
        validators=[PHONE],
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )


class EmailForm(ServiceForm):
    email = EmailField(label=_("Adresse électronique"))


class SignInForm(EmailForm):
    password = present_password(_("Mot de passe"))


class ProfileForm(ServiceForm):
    first_name = name(_("Prénom"), "given-name")
    last_name = name(_("Nom"), "family-name")
    phone = telephone()
    birth_year = forms.IntegerField(
        label=_("Année de naissance (facultatif)"),
        help_text=_("Elle ne sert qu'à des statistiques par tranches d'âge."),
        required=False,
        validators=[check_birth_year],
        widget=forms.NumberInput(attrs={"autocomplete": "bday-year", "inputmode": "numeric"}),
    )
    avatar = forms.FileField(
        label=_("Photo (facultatif)"),
        help_text=_("Une image JPEG, PNG, WebP ou GIF. Elle est recadrée en carré."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )
    remove_avatar = forms.BooleanField(label=_("Retirer ma photo"), required=False)

    @property
    def changes(self) -> dict[str, Any]:
        """What the service takes: a picture only where one was chosen or is to go."""
        changes = dict(self.cleaned_data)
        removed, avatar = changes.pop("remove_avatar", False), changes.pop("avatar")
        return {**changes, "avatar": avatar} if avatar or removed else changes


class NewAddressForm(EmailForm):
    email = EmailField(label=_("Nouvelle adresse électronique"))
    password = present_password(_("Mot de passe actuel"))


class NewAddressCodeForm(ServiceForm):
    email = EmailField(widget=forms.HiddenInput)
    otp_code = mailed_code()


class ChangePasswordForm(ServiceForm):
    current_password = present_password(_("Mot de passe actuel"))
    new_password = chosen_password(
        _("Nouveau mot de passe"), help_text=_("Au moins huit caractères, pas seulement des chiffres.")
    )
    new_password_confirm = chosen_password(_("Confirmation du nouveau mot de passe"))

    def clean(self) -> dict[str, Any]:
        return confirmed(self, "new_password")


class ConfirmFactorForm(ServiceForm):
    code = forms.CharField(
        label=_("Code de l'application"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class DisableFactorForm(ServiceForm):
    password = present_password(_("Mot de passe actuel"))
    code = second_factor()


class LeaveForm(ServiceForm):
    """`otp_code` is asked for where the account has a second factor."""

    password = present_password(_("Mot de passe actuel"))
    otp_code = second_factor()

    def __init__(self, data: Any = None, *, with_code: bool) -> None:
        super().__init__(data)
        if not with_code:
            del self.fields["otp_code"]


class CodeStepForm(ServiceForm):
    """The second step: the proof that the first one went well, and the code."""

    proof = forms.CharField(max_length=512, widget=forms.HiddenInput)
    otp_code = second_factor()


class CodeForm(EmailForm):
    otp_code = mailed_code()


class NewPasswordForm(ServiceForm):
    token = forms.CharField(max_length=1024, widget=forms.HiddenInput)
    password = chosen_password(
        _("Nouveau mot de passe"), help_text=_("Au moins huit caractères, pas seulement des chiffres.")
    )
    password_confirm = chosen_password(_("Confirmation du mot de passe"))

    def clean(self) -> dict[str, Any]:
        return confirmed(self)


class RegistrationForm(ServiceForm):
    """A citizen's account, or one of the role that an invitation's link names."""

    first_name = name(_("Prénom"), "given-name")
    last_name = name(_("Nom"), "family-name")
    email = EmailField(label=_("Adresse électronique"))
    phone = telephone()
    password = chosen_password(_("Mot de passe"), help_text=_("Au moins huit caractères, pas seulement des chiffres."))
    password_confirm = chosen_password(_("Confirmation du mot de passe"))
    role = forms.ChoiceField(
        choices=[(role.value, role.label) for role in MUNICIPAL_ROLES], required=False, widget=forms.HiddenInput
    )

    def clean_role(self) -> str:
        return self.cleaned_data["role"] or Role.CITIZEN.value

    def clean(self) -> dict[str, Any]:
        return confirmed(self)


def confirmed(form: forms.Form, name: str = "password") -> dict[str, Any]:
    """The cleaned data without the second password, which must be the first."""
    data, second = form.cleaned_data, f"{name}_confirm"
    if name in data and data.pop(second, data[name]) != data[name]:
        form.add_error(second, MISMATCH)
    return data
