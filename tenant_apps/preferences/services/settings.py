"""Changing settings: everybody their own, administrators and the mayor the mairie's."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.api.errors import ValidationFailed
from core.pages import content_changed
from shared_apps.municipalities.services.contact import update_contact
from tenant_apps.accounts.services.profile import change_preferences
from tenant_apps.dashboard.services import record_activity
from tenant_apps.preferences.errors import LockedOut
from tenant_apps.preferences.integrations import MASK, masked_key, sealed_key
from tenant_apps.preferences.models import Settings
from tenant_apps.preferences.permissions import require_manager
from tenant_apps.preferences.selectors.access import is_allowed
from tenant_apps.preferences.selectors.mairie import locked_settings
from tenant_apps.preferences.selectors.overview import Reader, municipality
from tenant_apps.preferences.selectors.people import DISPLAY, NOTIFICATIONS
from tenant_apps.preferences.services.planning import plan_retention
from tenant_apps.website.selectors.site import current_site
from tenant_apps.website.services.configuration import update_configuration

Changes = Mapping[str, Mapping[str, Any]]
KEY = "mailchimp_api_key"
# What the two shared sections hold beside the mairie's own settings.
OFFICIAL = ("id", "name", "code", "logo_url")
OWN_SECURITY = "two_factor_enabled"
CONTACT = {"address", "phone", "email"}


@transaction.atomic
def update_settings(*, user: Any, changes: Changes, ip: str) -> datetime:
    """Change what is given, all or nothing; `ip` is where the person acts from. Gives the moment of the change.

    Raises MairieSettingsDenied, LockedOut, or ValidationFailed for a value that can't be changed here.
    """
    ours = _of_the_mairie(changes)
    if ours:
        require_manager(user, settings=[f"{section}.{name}" for section in ours for name in ours[section]])
    _refuse_read_only(user, changes)
    own = {section: dict(changes[section]) for section in (NOTIFICATIONS, DISPLAY) if changes.get(section)}
    if own:
        change_preferences(user=user, changes=own)
    if ours:
        _change_mairie(user=user, changes=ours, ip=ip)
    return timezone.now()


@transaction.atomic
def clear_allowed_ips() -> None:
    """Let the mairie's staff act from anywhere again: what operators do for one that has locked itself out."""
    settings = locked_settings()
    settings.allowed_ips, settings.updated_at = [], timezone.now()
    settings.save(update_fields=["allowed_ips", "updated_at"])
    record_activity(
        type="settings_updated", title=_("Paramètres modifiés"), description=_("adresses autorisées (exploitant)")
    )


def _of_the_mairie(changes: Changes) -> dict[str, dict[str, Any]]:
    """The part of the changes that belongs to the mairie, by section."""
    sections = {
        "municipality": dict(changes.get("municipality", {})),
        "security": {k: v for k, v in changes.get("security", {}).items() if k != OWN_SECURITY},
        "integrations": dict(changes.get("integrations", {})),
        "retention": dict(changes.get("retention", {})),
    }
    return {section: values for section, values in sections.items() if values}


def _refuse_read_only(user: Reader, changes: Changes) -> None:
    """What a client sends back as it was read is no change; another value has its own place to be changed."""
    security, sent = changes.get("security", {}), changes.get("municipality", {})
    if security.get(OWN_SECURITY, user.two_factor_enabled) != user.two_factor_enabled:
        text = _("La double authentification s'active et se désactive par /api/v1/settings/2fa/.")
        raise ValidationFailed({f"security.{OWN_SECURITY}": [text]})
    official = [name for name in OFFICIAL if name in sent]
    current = municipality() if official else {}
    changed = [name for name in official if _bare(sent[name]) != _bare(current[name])]
    if changed:
        raise ValidationFailed({f"municipality.{name}": [_("Cette valeur ne se modifie pas ici.")] for name in changed})


def _bare(value: Any) -> Any:
    """An address of a file without the query by which the platform's host finds the mairie."""
    return value.partition("?")[0] if isinstance(value, str) else value


def _change_mairie(*, user: Any, changes: dict[str, dict[str, Any]], ip: str) -> None:
    settings = locked_settings()
    _set_security(settings, changes.get("security", {}), ip)
    _set_integrations(settings, changes.get("integrations", {}))
    for name, value in changes.get("retention", {}).items():
        setattr(settings, name, value)
    settings.updated_at = timezone.now()
    settings.save()
    _record(user, changes)
    if "municipality" in changes:
        _change_contact(
            user, {name: changes["municipality"][name] for name in CONTACT & changes["municipality"].keys()}
        )
    plan_retention(settings=settings)


def _change_contact(user: Any, contact: Mapping[str, str]) -> None:
    """The site follows where it says the same as before, or nothing; what it says otherwise was chosen for it."""
    former, shown = municipality(), current_site().contact
    update_contact(changes=contact)
    follows: dict[str, Any] = {name: contact[name] for name in contact if shown.get(name) in ("", former[name])}
    if follows:
        update_configuration(actor=user, fields={"contact": follows})
    content_changed()


def _set_security(settings: Settings, values: Mapping[str, Any], ip: str) -> None:
    settings.session_timeout = values.get("session_timeout", settings.session_timeout)
    allowed = values.get("allowed_ips", settings.allowed_ips)
    if allowed and not is_allowed(ip, allowed):
        raise LockedOut(details={"address": ip})
    settings.allowed_ips = allowed


def _set_integrations(settings: Settings, values: Mapping[str, Any]) -> None:
    for name in ("google_analytics_id", "facebook_pixel_id"):
        if name in values:
            setattr(settings, name, values[name] or "")
    key = values.get(KEY, masked_key(settings.mailchimp_api_key)) or ""
    if key == masked_key(settings.mailchimp_api_key):
        return
    if key.startswith(MASK):
        raise ValidationFailed({f"integrations.{KEY}": [_("Envoyez la clé entière, ou null pour la retirer.")]})
    settings.mailchimp_api_key = sealed_key(key)


def _record(user: Any, changes: Mapping[str, Any]) -> None:
    labels = {
        "municipality": _("coordonnées"),
        "security": _("sécurité"),
        "integrations": _("intégrations"),
        "retention": _("durées de conservation"),
    }
    record_activity(
        type="settings_updated",
        title=_("Paramètres modifiés"),
        description=", ".join(labels[section] for section in labels if section in changes),
        actor=user,
    )
