"""Body of the settings, section by section; what is not sent stays, what does not exist is refused."""

from collections.abc import Mapping
from ipaddress import IPv6Address, ip_network
from typing import Any

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from core.api.serializers import PHONE, EmailField, WriteSerializer
from core.texts import clean_text
from tenant_apps.preferences import choices
from tenant_apps.preferences.models import LONGEST_SESSION, SHORTEST_SESSION

MOST_NETWORKS = 100
LONGEST_PERIOD = 240
# Half a year without signing in is the least that counts as inactive.
SHORTEST_INACTIVITY = 6
ANALYTICS = RegexValidator(r"^(UA|G|GT|AW)-[A-Za-z0-9-]{1,32}$", _("Un identifiant comme G-XXXXXXXX est attendu."))
PIXEL = RegexValidator(r"^[0-9]{5,20}$", _("Un identifiant fait de chiffres est attendu."))
API_KEY = RegexValidator(r"^(\*{8}.{1,4}|[A-Za-z0-9_-]{8,80})$", _("Cette clé n'est pas valide."))


class Section(WriteSerializer):
    """Refuses keys it does not know: a setting misspelt must not look as if it were changed."""

    def to_internal_value(self, data: Any) -> Any:
        unknown = set(data) - set(self.fields) if isinstance(data, Mapping) else ()
        if unknown:
            raise serializers.ValidationError(
                {str(name): [_("Ce paramètre n'existe pas.")] for name in sorted(unknown)}
            )
        return super().to_internal_value(data)


class NetworkField(serializers.CharField):
    """An address or a network, IPv4 or IPv6, in its shortest spelling."""

    default_error_messages = {"network": _("Une adresse IP ou un réseau (203.0.113.0/24) est attendu.")}

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        try:
            network = ip_network(text, strict=False)
        except ValueError:
            self.fail("network")
        if network.num_addresses > 1:
            return str(network)
        address = network.network_address
        mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
        return str(mapped or address)


class MunicipalitySection(Section):
    id = serializers.IntegerField(required=False)
    name = serializers.CharField(required=False)
    code = serializers.CharField(required=False)
    address = serializers.CharField(required=False, allow_blank=True, max_length=300)
    phone = serializers.CharField(required=False, allow_blank=True, max_length=30, validators=[PHONE])
    email = EmailField(required=False, allow_blank=True)
    logo_url = serializers.CharField(required=False, allow_null=True)

    def validate_address(self, value: str) -> str:
        return clean_text(value)


class NotificationsSection(Section):
    email_new_message = serializers.BooleanField(required=False)
    email_new_comment = serializers.BooleanField(required=False)
    email_event_reminder = serializers.BooleanField(required=False)
    push_enabled = serializers.BooleanField(required=False)
    digest_frequency = serializers.ChoiceField(choices.DIGESTS, required=False)


class SecuritySection(Section):
    two_factor_enabled = serializers.BooleanField(required=False)
    session_timeout = serializers.IntegerField(required=False, min_value=SHORTEST_SESSION, max_value=LONGEST_SESSION)
    allowed_ips = serializers.ListField(child=NetworkField(max_length=50), required=False, max_length=MOST_NETWORKS)

    def validate_allowed_ips(self, value: list[str]) -> list[str]:
        return list(dict.fromkeys(value))


class DisplaySection(Section):
    language = serializers.ChoiceField(choices.LANGUAGES, required=False)
    timezone = serializers.CharField(required=False, max_length=60)
    date_format = serializers.ChoiceField(choices.DATE_FORMATS, required=False)
    time_format = serializers.ChoiceField(choices.TIME_FORMATS, required=False)

    def validate_timezone(self, value: str) -> str:
        if value not in choices.timezones():
            raise serializers.ValidationError(_("Un fuseau horaire comme Europe/Paris est attendu."))
        return value


class IntegrationsSection(Section):
    google_analytics_id = serializers.CharField(
        required=False, allow_null=True, allow_blank=True, max_length=40, validators=[ANALYTICS]
    )
    facebook_pixel_id = serializers.CharField(
        required=False, allow_null=True, allow_blank=True, max_length=40, validators=[PIXEL]
    )
    mailchimp_api_key = serializers.CharField(
        required=False, allow_null=True, allow_blank=True, max_length=80, validators=[API_KEY]
    )


class RetentionSection(Section):
    """Months; null keeps for ever."""

    conversations_months = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=LONGEST_PERIOD
    )
    inactive_accounts_months = serializers.IntegerField(
        required=False, allow_null=True, min_value=SHORTEST_INACTIVITY, max_value=LONGEST_PERIOD
    )
    view_counts_months = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=LONGEST_PERIOD
    )


class SettingsBody(Section):
    municipality = MunicipalitySection(required=False)
    notifications = NotificationsSection(required=False)
    security = SecuritySection(required=False)
    display = DisplaySection(required=False)
    integrations = IntegrationsSection(required=False)
    retention = RetentionSection(required=False)
