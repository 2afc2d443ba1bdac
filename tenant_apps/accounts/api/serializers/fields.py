"""Fields that several bodies share."""

from typing import Any

from rest_framework import serializers

from core.api.serializers import PHONE, WriteSerializer
from tenant_apps.accounts.models import MUNICIPAL_ROLES, STAFF_ROLES
from tenant_apps.accounts.typed import MISMATCH, NAME, check_birth_year


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


def birth_year() -> serializers.IntegerField:
    return serializers.IntegerField(required=False, allow_null=True, validators=[check_birth_year])


class TwicePassword(WriteSerializer):
    """A password typed twice."""

    password = password_field()
    password_confirm = password_field()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["password"] != attrs.pop("password_confirm"):
            raise serializers.ValidationError({"password_confirm": [MISMATCH]})
        return attrs
