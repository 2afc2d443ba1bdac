"""No column that could hold a secret leaves the platform without somebody having decided so."""

from django.apps import apps
from django.db import models

from core.tenancy.schemas.plan import tenant_labels
from tenant_apps.exports.archive.secrets import SECRETS, is_secret

# What may hold a text of any kind; numbers, dates, keys of rows and values out of a list can't keep a secret.
TEXTS = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.UUIDField)
# Columns of this kind that somebody has looked at: a mairie takes them away, and a person is given their own.
HARMLESS: dict[str, set[str]] = {
    "accounts_invitation": {"email"},
    "accounts_session": {"user_agent"},
    "accounts_user": {"avatar", "email", "first_name", "last_name", "phone", "preferences"},
    "dashboard_activity": {"description", "target", "title", "type"},
    "dashboard_day": {"ages", "categories"},
    "events_event": {"color", "description", "location_address", "location_name", "notes", "reminders", "title", "uid"},
    "events_series": {
        "attendees",
        "color",
        "description",
        "location_address",
        "location_name",
        "notes",
        "reminders",
        "rule",
        "timezone",
        "title",
        "uid",
    },
    "exports_export": {"error", "file", "parameters", "stem"},
    "media_media": {"alt_text", "checksum", "folder", "mime_type", "name", "original_filename", "widths"},
    "messages_attachment": {"file", "mime_type", "name"},
    "messages_cannedreply": {"content", "title"},
    "messages_conversation": {"subject", "visitor_email", "visitor_name"},
    "messages_message": {"content", "sender_type", "submission"},
    "notifications_notification": {"data", "key", "message", "title", "type"},
    "notifications_sending": {"target", "title"},
    "notifications_subscription": {"categories", "email"},
    "preferences_settings": {"allowed_ips", "facebook_pixel_id", "google_analytics_id"},
    "publications_blockedcommenter": {"reason"},
    "publications_category": {"color", "label", "slug"},
    "publications_comment": {"content", "submission"},
    "publications_commentreport": {"reason"},
    "publications_publication": {"content", "excerpt", "tags", "title"},
    "website_page": {"content", "meta_description", "meta_title", "slug", "title"},
    "website_site": {"contact", "meta", "sections", "social_links", "theme"},
}


def texts() -> dict[str, set[str]]:
    """Table → columns that may hold any text."""
    found = [model for label in tenant_labels() for model in apps.get_app_config(label).get_models()]
    return {
        model._meta.db_table: {
            field.column
            for field in model._meta.concrete_fields
            if isinstance(field, TEXTS) and not field.choices and not isinstance(field, models.GeneratedField)
        }
        for model in found
    }


def test_every_column_that_may_hold_a_text_has_been_decided_on():
    undecided = {
        f"{table}.{column}"
        for table, columns in texts().items()
        for column in columns - HARMLESS.get(table, set())
        if not is_secret(table, column)
    }
    assert not undecided, "a secret belongs into SECRETS of archive/secrets.py, anything else into HARMLESS here"


def test_what_was_decided_on_is_still_there():
    known = texts()
    gone = {f"{table}.{column}" for table in HARMLESS for column in HARMLESS[table] - known.get(table, set())}
    gone |= {table for table in SECRETS if table not in known}
    assert not gone


def test_nothing_is_both():
    assert not [
        (table, SECRETS[table] & HARMLESS.get(table, set()))
        for table in SECRETS
        if SECRETS[table] & HARMLESS.get(table, set())
    ]
