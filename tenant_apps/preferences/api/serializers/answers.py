"""Answers of module 7, for the documentation."""

from typing import Any

from rest_framework import serializers

from tenant_apps.preferences import choices


class MunicipalityAnswer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    code = serializers.CharField()
    address = serializers.CharField()
    phone = serializers.CharField()
    email = serializers.CharField()
    logo_url = serializers.CharField(allow_null=True)


class NotificationsAnswer(serializers.Serializer[Any]):
    email_new_message = serializers.BooleanField()
    email_new_comment = serializers.BooleanField()
    email_event_reminder = serializers.BooleanField()
    push_enabled = serializers.BooleanField()
    digest_frequency = serializers.ChoiceField(choices.DIGESTS)


class SecurityAnswer(serializers.Serializer[Any]):
    two_factor_enabled = serializers.BooleanField()
    session_timeout = serializers.IntegerField()
    allowed_ips = serializers.ListField(child=serializers.CharField())


class DisplayAnswer(serializers.Serializer[Any]):
    language = serializers.ChoiceField(choices.LANGUAGES)
    timezone = serializers.CharField()
    date_format = serializers.ChoiceField(choices.DATE_FORMATS)
    time_format = serializers.ChoiceField(choices.TIME_FORMATS)


class IntegrationsAnswer(serializers.Serializer[Any]):
    google_analytics_id = serializers.CharField(allow_null=True)
    facebook_pixel_id = serializers.CharField(allow_null=True)
    mailchimp_api_key = serializers.CharField(allow_null=True)


class RetentionAnswer(serializers.Serializer[Any]):
    conversations_months = serializers.IntegerField(allow_null=True)
    inactive_accounts_months = serializers.IntegerField(allow_null=True)
    view_counts_months = serializers.IntegerField(allow_null=True)


class SettingsAnswer(serializers.Serializer[Any]):
    municipality = MunicipalityAnswer()
    notifications = NotificationsAnswer()
    security = SecurityAnswer()
    display = DisplayAnswer()
    integrations = IntegrationsAnswer()
    retention = RetentionAnswer()


class MessageAnswer(serializers.Serializer[Any]):
    message = serializers.CharField()


class SettingsChangedAnswer(MessageAnswer):
    updated_at = serializers.DateTimeField()


class EnrolmentAnswer(serializers.Serializer[Any]):
    secret = serializers.CharField()
    qr_code_url = serializers.CharField()
    backup_codes = serializers.ListField(child=serializers.CharField())


class TwoFactorAnswer(MessageAnswer):
    two_factor_enabled = serializers.BooleanField()
