"""Each way by which a row can refer to a person is followed when their data are gathered, or left out on purpose."""

import pytest
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import EmailField

from tenant_apps.exports.personal import rows
from tests.factories import make_user
from tests.isolation.rows import NUMBER, fill, in_order

KEYS = [
    (model, field.name)
    for model in in_order()
    for field in model._meta.concrete_fields
    if field.related_model is get_user_model()
]


def lone(model: models.Model, name: str) -> models.Model:
    """The row that fill() made, led to NUMBER's account by this key alone."""
    row = model._base_manager.get(**{name: NUMBER})
    others = [key for owner, key in KEYS if owner is model and key != name]
    model._base_manager.filter(pk=row.pk).update(**{key: make_user().pk for key in others})
    return row


@pytest.mark.parametrize(("model", "name"), KEYS, ids=lambda part: part if isinstance(part, str) else part._meta.label)
def test_a_row_is_found_by_each_of_its_keys_unless_it_tells_of_somebody_else(mairie_a, inside, model, name):
    fill(mairie_a, "Quercitron")
    inside(mairie_a)
    get_user_model().objects.filter(pk=NUMBER).update(is_verified=False)
    user = get_user_model().objects.get(pk=NUMBER)
    row = lone(model, name)

    found = [section for section in rows.sections(rows.Person.behind(user)) if section.model is model]

    is_told = any(section.rows.filter(pk=row.pk).exists() for section in found)
    assert is_told is ((model._meta.label, name) not in rows.ABOUT_OTHERS)


def test_every_column_of_addresses_is_looked_into():
    addresses = {
        (model._meta.label, field.name)
        for model in in_order()
        for field in model._meta.concrete_fields
        if isinstance(field, EmailField)
    }

    assert addresses == {*rows.BY_ADDRESS.items(), ("accounts.User", "email")}


def test_what_is_left_out_is_still_there():
    assert {(model._meta.label, name) for model, name in KEYS} >= rows.ABOUT_OTHERS
