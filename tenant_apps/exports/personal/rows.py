"""Every row of the mairie that concerns a person: found by the foreign keys that lead to accounts, and by address.

A table that a later release adds is found by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Self

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
class Person:
    """Whose rows are looked for: an account, an address that is known to be theirs, or both."""

    account: Any = None
    email: str = ""

    @classmethod
    def behind(cls, account: Any) -> Self:
        """The owner of an account; an address that nobody has verified may be somebody else's."""
        return cls(account, account.email if account.is_verified else "")

    @property
    def number(self) -> int | None:
        return self.account.pk if self.account else None

    @property
    def name(self) -> str:
        return self.account.full_name if self.account else self.email


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one table that concern the person."""

    model: Any
    title: str
    rows: QuerySet[Any]

    def described(self, *, person: Person) -> Iterator[dict[str, Any]]:
        """Each row with French names and values."""
        fields = [field for field in self.model._meta.concrete_fields if _is_shown(field)]
        for row in self.rows.order_by("pk").iterator(chunk_size=CHUNK):
            yield {name_of(field): _value(row, field, person.number) for field in fields}


def sections(person: Person) -> Iterator[Section]:
    """The account first, then whatever refers to it or knows the address."""
    account = get_user_model()
    if person.account:
        yield Section(account, title_of(account), account.objects.filter(pk=person.account.pk))
    for model in _models():
        label, conditions = model._meta.label, []
        if person.account:
            conditions += [Q(**{name: person.number}) for name in _leading_to(account, model)]
        if person.email and label in BY_ADDRESS:
            conditions.append(Q(**{f"{BY_ADDRESS[label]}__iexact": person.email}))
        if label in OF_CONVERSATIONS:
            conditions.append(_in_own_conversations(person, *OF_CONVERSATIONS[label]))
        if conditions:
            yield Section(model, title_of(model), model.objects.filter(reduce(or_, conditions)))


def files(person: Person) -> Iterator[str]:
    """Names of the person's stored files."""
    for section in sections(person):
        if column := FILES.get(section.model._meta.label):
            yield from section.rows.exclude(**{column: ""}).order_by("pk").values_list(column, flat=True)


def _leading_to(account: Any, model: Any) -> list[str]:
    """The model's foreign keys by which a row concerns the account they lead to."""
    keys = [field.name for field in model._meta.concrete_fields if field.related_model is account]
    return [name for name in keys if (model._meta.label, name) not in ABOUT_OTHERS]


def _in_own_conversations(person: Person, path: str, only: dict[str, Any]) -> Q:
    own = Q(**{f"{path}citizen": person.number}) if person.account else Q(pk__in=[])
    if person.email:
        own |= Q(**{f"{path}visitor_email__iexact": person.email})
    return own & Q(**only)


def _models() -> list[Any]:
    """Tables of a mairie, in the order of their apps."""
    return [model for label in sorted(tenant_labels()) for model in apps.get_app_config(label).get_models()]


def _is_shown(field: Any) -> bool:
    derived = isinstance(field, models.GeneratedField | models.BinaryField)
    return not derived and not is_secret(field.model._meta.db_table, field.column)


def _value(row: Any, field: Any, person: int | None) -> Any:
    value = getattr(row, field.attname)
    if value is None:
        return None
    if field.related_model is get_user_model():
        return "vous" if value == person else "un autre compte"
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return value
