"""Bodies of the password and of the second factor."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from core.api.serializers import WriteSerializer

MISMATCH = _("Les deux mots de passe ne sont pas identiques.")


def password(**kwargs: Any) -> serializers.CharField:
    return serializers.CharField(max_length=128, trim_whitespace=False, **kwargs)


class PasswordBody(WriteSerializer):
    current_password = password()
    new_password = password()
    new_password_confirm = password()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["new_password"] != attrs.pop("new_password_confirm"):
            raise serializers.ValidationError({"new_password_confirm": [MISMATCH]})
        return attrs


class ConfirmBody(WriteSerializer):
    code = serializers.CharField(max_length=20)


class DisableBody(ConfirmBody):
    password = password()
