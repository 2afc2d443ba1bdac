"""Bodies of module 1, and its answers for the documentation."""

from typing import Any

from rest_framework import serializers

from core.api.serializers import EmailField, WriteSerializer
from tenant_apps.accounts.api.serializers import fields
from tenant_apps.accounts.models import MUNICIPAL_ROLES, Role, RoleStatus


class RegisterBody(fields.TwicePassword):
    email = EmailField()
    first_name = fields.name()
    last_name = fields.name()
    role = fields.municipal_role(default=Role.CITIZEN.value)
    phone = fields.phone(default="")
    municipality_code = fields.municipality_code()


class LoginBody(WriteSerializer):
    email = serializers.CharField(max_length=254)
    password = fields.password_field()
    otp_code = fields.otp_code(required=False, allow_blank=True, allow_null=True, default="")
    municipality_code = fields.municipality_code()

    def validate_otp_code(self, value: str | None) -> str:
        return value or ""


class RefreshBody(WriteSerializer):
    refresh_token = serializers.CharField(max_length=4096)


class EmailBody(WriteSerializer):
    email = EmailField()
    municipality_code = fields.municipality_code()


class ConfirmBody(EmailBody):
    otp_code = serializers.RegexField(r"^[0-9]{6}$")


class ResetBody(fields.TwicePassword):
    token = serializers.CharField(max_length=1024)


class ProfileBody(WriteSerializer):
    first_name = fields.name(required=False)
    last_name = fields.name(required=False)
    phone = fields.phone()
    birth_year = fields.birth_year()
    avatar = serializers.FileField(required=False, allow_null=True)


class LeaveBody(WriteSerializer):
    password = fields.password_field()
    otp_code = fields.otp_code(required=False, allow_blank=True, default="")


class NewEmailBody(WriteSerializer):
    email = EmailField()
    password = fields.password_field()


class NewEmailConfirmBody(WriteSerializer):
    email = EmailField()
    otp_code = serializers.RegexField(r"^[0-9]{6}$")


class MunicipalityAnswer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    code = serializers.CharField()


class RegisterAnswer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    email = serializers.EmailField()
    first_name = serializers.CharField()
    last_name = serializers.CharField()
    role = serializers.ChoiceField(MUNICIPAL_ROLES)
    role_status = serializers.ChoiceField(RoleStatus.choices)
    is_verified = serializers.BooleanField()
    created_at = serializers.DateTimeField()


class SignedInUser(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    email = serializers.EmailField()
    first_name = serializers.CharField()
    last_name = serializers.CharField()
    role = serializers.ChoiceField(Role.choices)
    role_status = serializers.ChoiceField(RoleStatus.choices)
    is_verified = serializers.BooleanField()
    avatar_url = serializers.CharField(allow_null=True)
    municipality = MunicipalityAnswer(allow_null=True)


class LoginAnswer(serializers.Serializer[Any]):
    access_token = serializers.CharField()
    refresh_token = serializers.CharField()
    token_type = serializers.CharField()
    expires_in = serializers.IntegerField()
    user = SignedInUser()


class RefreshAnswer(serializers.Serializer[Any]):
    access_token = serializers.CharField()
    expires_in = serializers.IntegerField()
    refresh_token = serializers.CharField()


class MessageAnswer(serializers.Serializer[Any]):
    message = serializers.CharField()


class CodeSentAnswer(MessageAnswer):
    expires_in = serializers.IntegerField()


class VerifiedAnswer(MessageAnswer):
    is_verified = serializers.BooleanField()


class ProfileAnswer(SignedInUser):
    phone = serializers.CharField()
    birth_year = serializers.IntegerField(allow_null=True)
    created_at = serializers.DateTimeField()
    last_login = serializers.DateTimeField(allow_null=True)


class ProfileUpdatedAnswer(ProfileAnswer):
    message = serializers.CharField()


class NewEmailAnswer(MessageAnswer):
    email = serializers.EmailField()
