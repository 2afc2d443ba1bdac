"""Bodies, filters and, for the documentation, answers of the operators' API."""

from typing import Any
from zoneinfo import available_timezones

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from core.api.serializers import EmailField, WriteSerializer
from shared_apps.municipalities.models import Commune, Domain, Municipality

Text = serializers.CharField


class ProvisionBody(WriteSerializer):
    code = Text(max_length=5)
    mayor_email = EmailField()
    slug = Text(max_length=63, required=False, allow_null=True, allow_blank=True)
    name = Text(max_length=120, required=False, allow_null=True, allow_blank=True)
    domain = Text(max_length=253, required=False, allow_null=True, allow_blank=True)


class ContactBody(WriteSerializer):
    email = EmailField(allow_blank=True, required=False)
    phone = Text(max_length=30, allow_blank=True, required=False)
    address = Text(max_length=500, allow_blank=True, required=False)


class MunicipalityBody(WriteSerializer):
    """Only the fields sent change."""

    name = Text(max_length=120, required=False)
    slug = Text(max_length=63, required=False)
    siren = serializers.RegexField(r"^\d{9}$", allow_blank=True, required=False)
    population = serializers.IntegerField(min_value=0, max_value=100_000_000, allow_null=True, required=False)
    epci = Text(max_length=120, allow_blank=True, required=False)
    timezone = Text(max_length=40, required=False)
    contact = ContactBody(required=False)

    def validate_timezone(self, value: str) -> str:
        if value not in available_timezones():
            raise serializers.ValidationError(_("Fuseau horaire inconnu."))
        return value

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """The contact's fields are the mairie's own."""
        contact = attrs.pop("contact", {})
        return {**attrs, **contact}


class TransitionBody(WriteSerializer):
    reason = Text(max_length=500, allow_blank=True, default="")


class DomainBody(WriteSerializer):
    domain = Text(max_length=253)


class MunicipalityFilters(WriteSerializer):
    state = serializers.ChoiceField(choices=Municipality.State.choices, required=False)
    department = serializers.RegexField(r"^(\d{2,3}|2[AB])$", required=False)
    q = Text(max_length=100, required=False, allow_blank=True)


class CommuneFilters(WriteSerializer):
    q = Text(max_length=100, trim_whitespace=False)


class Named(serializers.Serializer[Any]):
    code = Text()
    name = Text()


class EpciAnswer(serializers.Serializer[Any]):
    siren = Text()
    name = Text()


class CommuneAnswer(serializers.Serializer[Any]):
    code = Text()
    name = Text()
    kind = serializers.ChoiceField(choices=Commune.Kind.choices)
    department = Named()
    region = Named()
    siren = Text(allow_null=True)
    epci = EpciAnswer(allow_null=True)
    postal_codes = serializers.ListField(child=Text())
    population = serializers.IntegerField(allow_null=True)
    municipality_state = serializers.ChoiceField(choices=Municipality.State.choices, allow_null=True)


class CommuneList(serializers.Serializer[Any]):
    count = serializers.IntegerField()
    next = Text(allow_null=True)
    previous = Text(allow_null=True)
    results = CommuneAnswer(many=True)


class FailureAnswer(serializers.Serializer[Any]):
    message = Text()
    at = serializers.DateTimeField()


class MunicipalitySummary(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    code = Text()
    name = Text()
    commune_name = Text()
    slug = Text()
    state = serializers.ChoiceField(choices=Municipality.State.choices)
    host = Text()
    url = serializers.URLField()
    department = Named()
    population = serializers.IntegerField(allow_null=True)
    schema_version = Text(allow_null=True)
    created_at = serializers.DateTimeField()
    provisioned_at = serializers.DateTimeField(allow_null=True)
    failure = FailureAnswer(allow_null=True)


class MunicipalityList(serializers.Serializer[Any]):
    count = serializers.IntegerField()
    next = Text(allow_null=True)
    previous = Text(allow_null=True)
    results = MunicipalitySummary(many=True)


class VerificationAnswer(serializers.Serializer[Any]):
    """The record that proves the domain: set it at the domain's DNS, then ask for the verification."""

    type = Text()
    name = Text()
    value = Text()


class DomainAnswer(serializers.Serializer[Any]):
    domain = Text()
    kind = serializers.ChoiceField(choices=Domain.Kind.choices)
    is_primary = serializers.BooleanField()
    verified = serializers.BooleanField()
    verified_at = serializers.DateTimeField(allow_null=True)
    verification = VerificationAnswer(allow_null=True)
    created_at = serializers.DateTimeField()


class DomainList(serializers.Serializer[Any]):
    results = DomainAnswer(many=True)


class ContactAnswer(serializers.Serializer[Any]):
    email = Text()
    phone = Text()
    address = Text()


class MunicipalityDetail(MunicipalitySummary):
    siren = Text(allow_null=True)
    region = Text()
    epci = Text(allow_null=True)
    contact = ContactAnswer()
    timezone = Text()
    domains = DomainAnswer(many=True)


class AcceptedAnswer(serializers.Serializer[Any]):
    code = Text()
    state = serializers.ChoiceField(choices=Municipality.State.choices)
    slug = Text()
    status_url = Text()
