"""Every row of the mairie that concerns a person: found by the foreign keys that lead to accounts, and by address.

A table that a later release adds is found by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import QuerySet

from core.tenancy.schemas.plan import tenant_labels
from tenant_apps.exports.archive.secrets import is_secret
from tenant_apps.exports.personal.wording import name_of, title_of

# Rows that tell of somebody else: whom one has blocked, invited or been asked to answer.
ABOUT_OTHERS = {
    ("messages.Conversation", "assignee"),
    ("publications.BlockedCommenter", "blocked_by"),
    ("accounts.Invitation", "invited_by"),
}
# Rows that know a person by address alone; they count for an account whose address has been verified.
BY_ADDRESS = {
    "messages.Conversation": "visitor_email",
    "accounts.Invitation": "email",
}
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one table in which the person has one part."""

    model: Any
    title: str
    rows: QuerySet[Any]

    def described(self, *, person: int) -> Iterator[dict[str, Any]]:
        """Each row with French names and values."""
        fields = [field for field in self.model._meta.concrete_fields if _is_shown(field)]
        for row in self.rows.order_by("pk").iterator(chunk_size=CHUNK):
            yield {name_of(field): _value(row, field, person) for field in fields}


def sections(user: Any) -> Iterator[Section]:
    """The account first, then whatever refers to it."""
    account = get_user_model()
    yield Section(account, title_of(account), account.objects.filter(pk=user.pk))
    for model in _models():
        for field in model._meta.concrete_fields:
            if field.related_model is account and (model._meta.label, field.name) not in ABOUT_OTHERS:
                yield Section(model, title_of(model), model.objects.filter(**{field.name: user.pk}))
        address = BY_ADDRESS.get(model._meta.label)
        if address and user.is_verified:
            yield Section(model, title_of(model), model.objects.filter(**{f"{address}__iexact": user.email}))


def _models() -> list[Any]:
    """Tables of a mairie, in the order of their apps."""
    return [model for label in sorted(tenant_labels()) for model in apps.get_app_config(label).get_models()]


def _is_shown(field: Any) -> bool:
    derived = isinstance(field, models.GeneratedField | models.BinaryField)
    return not derived and not is_secret(field.model._meta.db_table, field.column)


def _value(row: Any, field: Any, person: int) -> Any:
    value = getattr(row, field.attname)
    if value is None:
        return None
    if field.related_model is get_user_model():
        return "vous" if value == person else "un autre compte"
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return value
