"""Bodies and filters of the accounts' management, and its answers for the documentation."""

from typing import Any

from rest_framework import serializers

from core.api.serializers import EmailField, ListAnswer, WriteSerializer
from tenant_apps.accounts.api.serializers import fields
from tenant_apps.accounts.models import MUNICIPAL_ROLES, STAFF_ROLES, RoleStatus


class AccountBody(WriteSerializer):
    email = EmailField()
    first_name = fields.name()
    last_name = fields.name()
    role = fields.municipal_role()
    phone = fields.phone(default="")


class AccountChanges(WriteSerializer):
    first_name = fields.name(required=False)
    last_name = fields.name(required=False)
    phone = fields.phone()
    role = fields.municipal_role(required=False)
    is_active = serializers.BooleanField(required=False)


class AccountFilters(WriteSerializer):
    role = fields.municipal_role(required=False)
    role_status = serializers.ChoiceField(RoleStatus.choices, required=False)
    is_active = serializers.BooleanField(required=False, allow_null=True, default=None)
    search = serializers.CharField(max_length=200, required=False, allow_blank=True)


class InvitationBody(WriteSerializer):
    email = EmailField()
    role = fields.staff_role()


class AccountAnswer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    email = serializers.EmailField()
    first_name = serializers.CharField()
    last_name = serializers.CharField()
    phone = serializers.CharField()
    role = serializers.ChoiceField(MUNICIPAL_ROLES)
    role_status = serializers.ChoiceField(RoleStatus.choices)
    is_active = serializers.BooleanField()
    is_verified = serializers.BooleanField()
    two_factor_enabled = serializers.BooleanField()
    avatar_url = serializers.CharField(allow_null=True)
    created_at = serializers.DateTimeField()
    last_login = serializers.DateTimeField(allow_null=True)


class AccountChangedAnswer(AccountAnswer):
    message = serializers.CharField()


class AccountListAnswer(ListAnswer):
    results = AccountAnswer(many=True)


class InviterAnswer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()


class InvitationAnswer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    email = serializers.EmailField()
    role = serializers.ChoiceField(STAFF_ROLES)
    invited_by = InviterAnswer(allow_null=True)
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()


class InvitationCreatedAnswer(InvitationAnswer):
    message = serializers.CharField()


class InvitationListAnswer(ListAnswer):
    results = InvitationAnswer(many=True)
