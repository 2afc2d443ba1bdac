"""How the site looks, what search engines are told of it, and how the mairie is reached."""

from collections.abc import Sequence
from typing import Any, TypedDict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.texts import clean_line, clean_text
from tenant_apps.dashboard.services import Actor
from tenant_apps.website import hours
from tenant_apps.website.models import Site
from tenant_apps.website.services.images import ImageChange, prepared_images, set_images
from tenant_apps.website.services.locks import lock_site
from tenant_apps.website.services.records import record_site
from tenant_apps.website.services.themes import merged_theme


class ConfigurationFields(TypedDict, total=False):
    """What may be written of the configuration; a key that is not there, at any depth, is left as it is."""

    theme: dict[str, Any]
    meta: dict[str, Any]
    social_links: dict[str, str | None]
    contact: dict[str, Any]


def update_configuration(*, actor: Actor, fields: ConfigurationFields, images: Sequence[ImageChange] = ()) -> Site:
    """Change what was sent, or nothing at all; raises ValidationFailed, FileTooLarge, QuotaExceeded."""
    return _update(actor, fields, prepared_images(images))


@transaction.atomic
def _update(actor: Actor, fields: ConfigurationFields, images: Sequence[ImageChange]) -> Site:
    site = lock_site()
    if "theme" in fields:
        site.theme = merged_theme(site.theme, fields["theme"])
    if "meta" in fields:
        site.meta = {**site.meta, **_cleaned(fields["meta"])}
    if "social_links" in fields:
        site.social_links = {**site.social_links, **fields["social_links"]}
    if "contact" in fields:
        site.contact = _merged_contact(site.contact, fields["contact"])
    set_images(site=site, changes=images, actor=actor)
    site.updated_at = timezone.now()
    site.save()
    record_site(type="site_updated", title=_("Configuration du site modifiée"), actor=actor)
    return site


def _cleaned(texts: dict[str, Any]) -> dict[str, Any]:
    return {name: clean_line(value) if isinstance(value, str) else value for name, value in texts.items()}


def _merged_contact(contact: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    merged = {**contact, **_cleaned({name: changes[name] for name in ("phone", "email") if name in changes})}
    if "address" in changes:
        merged["address"] = clean_text(changes["address"])
    if "opening_hours" in changes:
        merged["opening_hours"] = hours.merged_week(contact["opening_hours"], changes["opening_hours"])
    if "exceptional_closings" in changes:
        merged["exceptional_closings"] = sorted(changes["exceptional_closings"], key=lambda one: one["start"])
    return merged
