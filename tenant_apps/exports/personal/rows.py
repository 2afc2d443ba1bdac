"""Every row of the mairie that concerns a person: found by the foreign keys that lead to accounts, and by address.

A table that a later release adds is found by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q, QuerySet

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
    "notifications.Subscription": "email",
    "accounts.Invitation": "email",
}
# Rows of a person's own conversations, whoever wrote them, but for the mairie's internal notes.
OF_CONVERSATIONS = {
    "messages.Message": ("conversation__", {"is_internal": False}),
    "messages.Attachment": ("message__conversation__", {"message__is_internal": False}),
}
# Where a row names a file that is the person's.
FILES = {"accounts.User": "avatar", "messages.Attachment": "file"}
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one table that concern the person."""

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
        conditions = [Q(**{name: user.pk}) for name in _leading_to(account, model)]
        if user.is_verified and model._meta.label in BY_ADDRESS:
            conditions.append(Q(**{f"{BY_ADDRESS[model._meta.label]}__iexact": user.email}))
        if model._meta.label in OF_CONVERSATIONS:
            conditions.append(_in_own_conversations(user, *OF_CONVERSATIONS[model._meta.label]))
        if conditions:
            yield Section(model, title_of(model), model.objects.filter(reduce(or_, conditions)))


def files(user: Any) -> Iterator[str]:
    """Names of the person's stored files."""
    for section in sections(user):
        if column := FILES.get(section.model._meta.label):
            yield from section.rows.exclude(**{column: ""}).order_by("pk").values_list(column, flat=True)


def _leading_to(account: Any, model: Any) -> list[str]:
    """The model's foreign keys by which a row concerns the account they lead to."""
    keys = [field.name for field in model._meta.concrete_fields if field.related_model is account]
    return [name for name in keys if (model._meta.label, name) not in ABOUT_OTHERS]


def _in_own_conversations(user: Any, path: str, only: dict[str, Any]) -> Q:
    own = Q(**{f"{path}citizen": user.pk})
    if user.is_verified:
        own |= Q(**{f"{path}visitor_email__iexact": user.email})
    return own & Q(**only)


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
