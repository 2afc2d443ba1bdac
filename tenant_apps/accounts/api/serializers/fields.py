"""Fields that several bodies share."""

from typing import Any

from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from core.api.serializers import PHONE, WriteSerializer
from tenant_apps.accounts.models import MUNICIPAL_ROLES, NAME_PATTERN, OLDEST_BIRTH_YEAR, STAFF_ROLES

NAME = RegexValidator(NAME_PATTERN, _("Ce nom contient des caractères qui ne sont pas acceptés."))
MISMATCH = _("Les deux mots de passe ne sont pas identiques.")


def name(**kwargs: Any) -> serializers.CharField:
    return serializers.CharField(max_length=80, validators=[NAME], **kwargs)


def phone(**kwargs: Any) -> serializers.CharField:
    return serializers.CharField(max_length=30, validators=[PHONE], allow_blank=True, required=False, **kwargs)


def password_field(**kwargs: Any) -> serializers.CharField:
    return serializers.CharField(max_length=128, trim_whitespace=False, **kwargs)


def otp_code(**kwargs: Any) -> serializers.CharField:
    """An authenticator's six digits or a backup code's eight, with whatever blanks people type."""
    return serializers.CharField(max_length=20, **kwargs)


def municipal_role(**kwargs: Any) -> serializers.ChoiceField:
    return serializers.ChoiceField([(role.value, role.label) for role in MUNICIPAL_ROLES], **kwargs)


def staff_role(**kwargs: Any) -> serializers.ChoiceField:
    return serializers.ChoiceField([(role.value, role.label) for role in STAFF_ROLES], **kwargs)


def municipality_code() -> serializers.CharField:
    return serializers.CharField(max_length=8, required=False, allow_blank=True, allow_null=True)


def check_birth_year(year: int | None) -> int | None:
    """A year people alive today can have been born in."""
    if year is not None and not OLDEST_BIRTH_YEAR <= year <= timezone.localdate().year:
        raise serializers.ValidationError(_("Cette année de naissance n'est pas valable."))
    return year


class TwicePassword(WriteSerializer):
    """A password typed twice."""

    password = password_field()
    password_confirm = password_field()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["password"] != attrs.pop("password_confirm"):
            raise serializers.ValidationError({"password_confirm": [MISMATCH]})
        return attrs
