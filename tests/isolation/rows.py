"""One row of every table of a mairie, with the same primary key everywhere and texts that say which mairie it is.

Models are found by themselves and their fields filled by type; what a constraint asks for beyond that is in OVERRIDES.
"""

import datetime as dt
import uuid
from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection, models
from django.utils import timezone

from core.tenancy import Tenant, mairie_context
from core.tenancy.schemas.plan import tenant_labels
from tenant_apps.website.defaults import THEME, social_links
from tenant_apps.website.hours import closed_week

NUMBER = 901
SLUG = "commun"
COMMON_UUID = uuid.uuid5(uuid.NAMESPACE_URL, "https://example.org/isolation")
EARLIER, NOW, LATER = (timezone.now() + dt.timedelta(days=days) for days in (-1, 0, 30))

# Structures that hold the mairie's mark are made by a function of it.
SITE: dict[str, Any] = {
    "theme": THEME,
    "meta": lambda mark: {"title": mark, "description": mark, "keywords": [mark]},
    "social_links": lambda mark: {**social_links(), "facebook": f"https://exemple.fr/{mark}"},
    "contact": lambda mark: {
        "address": mark,
        "phone": "",
        "email": "",
        "opening_hours": closed_week(),
        "exceptional_closings": [],
    },
    "sections": lambda mark: [
        {"type": "hero", "is_visible": True, "content": {"title": mark}},
        {"type": "services", "is_visible": True, "content": {"title": mark, "services": []}},
    ],
}
OVERRIDES: dict[str, dict[str, Any]] = {
    "accounts.User": {"role": "citizen", "is_verified": True, "deleted_at": None, "birth_year": 1980, "phone": ""},
    "accounts.Session": {"revoked_at": None, "expires_at": LATER},
    "dashboard.Day": {"closed_at": None, "ages": None},
    "accounts.Invitation": {"role": "moderator", "expires_at": LATER},
    "publications.Category": {"slug": SLUG, "color": "#102030"},
    "publications.Publication": {
        "status": "published",
        "type": "post",
        "published_at": NOW,
        "scheduled_at": None,
        "expires_at": None,
    },
    "media.Media": {"type": "image", "width": 8, "height": 8, "mime_type": "image/jpeg"},
    "website.Site": {"id": 1, "is_published": True, "published_at": EARLIER, **SITE},
    "website.Page": {"kind": "custom", "slug": "commune", "is_published": True},
    "messages.Conversation": {"visitor_name": "", "visitor_email": "", "last_message_id": NUMBER},
    "messages.Message": {"sender_type": "citizen"},
    "messages.Attachment": {"file": f"private/messages/{NUMBER:032x}.pdf"},
    "events.Series": {"timezone": "Europe/Paris", "ends_on": None, "count": None},
    "preferences.Settings": {"id": 1, "allowed_ips": []},
    "exports.Export": {"expires_at": LATER},
    "events.Event": {"is_public": True, "position": 0, "start_at": EARLIER, "end_at": LATER},
}


def fill(tenant: Tenant, mark: str) -> None:
    """Insert the rows into the mairie's schema."""
    with mairie_context(tenant):
        for model in in_order():
            _insert(model, mark)


def in_order() -> list[Any]:
    """Models of a mairie, each after those it refers to."""
    ordered: dict[Any, None] = {}

    def visit(model: Any) -> None:
        for field in model._meta.concrete_fields:
            target = field.related_model
            if field.is_relation and target is not model and target not in ordered and target in ours:
                visit(target)
        ordered[model] = None

    ours = {model for label in sorted(tenant_labels()) for model in apps.get_app_config(label).get_models()}
    for model in sorted(ours, key=lambda model: model._meta.label):
        visit(model)
    return list(ordered)


def fingerprint(tenant: Tenant) -> dict[str, str]:
    """A digest of the content of each of the mairie's tables."""
    digests: dict[str, str] = {}
    with connection.cursor() as cursor:
        for model in in_order():
            table = f'"{tenant.schema_name}"."{model._meta.db_table}"'
            cursor.execute(f"SELECT md5(string_agg(r::text, '|' ORDER BY r::text)) FROM {table} r")
            digests[model._meta.label] = cursor.fetchone()[0] or ""
    return digests


def _insert(model: Any, mark: str) -> None:
    label = model._meta.label
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.GeneratedField)]
    given = {name: value(mark) if callable(value) else value for name, value in OVERRIDES.get(label, {}).items()}
    values = {field.attname: _value(field, mark) for field in fields} | given
    model._base_manager.filter(pk=values[model._meta.pk.attname]).delete()  # the one row that provisioning has made
    try:
        model(**values).save_base(raw=True, force_insert=True)
    except IntegrityError as error:
        raise AssertionError(
            f"say in tests/isolation/rows.py OVERRIDES what a row of {label} needs: {error}"
        ) from error


def _value(field: Any, mark: str) -> Any:
    if field.is_relation:
        return None if field.related_model is field.model else _key_of(field.related_model)
    if field.primary_key:
        return _key_of(field.model)
    if field.choices:
        return field.get_default() or field.choices[0][0]
    for kinds, make in BY_TYPE:
        if isinstance(field, kinds):
            return make(field, mark)
    return field.get_default()


def _key_of(model: Any) -> Any:
    key = model._meta.pk
    if key.is_relation:
        return _key_of(key.related_model)
    if isinstance(key, models.DateField):
        return NOW.date()
    return COMMON_UUID if isinstance(key, models.UUIDField) else NUMBER


def _text(field: Any, mark: str) -> str:
    return field.get_default() or f"{mark} {field.name}"[: field.max_length]


BY_TYPE: tuple[tuple[Any, Any], ...] = (
    (models.EmailField, lambda field, mark: f"{mark.lower()}@exemple.fr"),
    (models.SlugField, lambda field, mark: SLUG),
    (models.URLField, lambda field, mark: f"https://exemple.fr/{mark.lower()}"),
    (models.FileField, lambda field, mark: f"isolation/{mark.lower()}.jpg"),
    ((models.CharField, models.TextField), _text),
    (models.UUIDField, lambda field, mark: COMMON_UUID),
    (models.GenericIPAddressField, lambda field, mark: "203.0.113.9"),
    (models.BinaryField, lambda field, mark: mark.encode()),
    (models.BooleanField, lambda field, mark: field.get_default() or False),
    (models.DateTimeField, lambda field, mark: NOW),
    (models.DateField, lambda field, mark: NOW.date()),
    (models.TimeField, lambda field, mark: dt.time(9, 0)),
    (models.DurationField, lambda field, mark: dt.timedelta(hours=1)),
    ((models.IntegerField, models.DecimalField, models.FloatField), lambda field, mark: field.get_default() or 1),
)
