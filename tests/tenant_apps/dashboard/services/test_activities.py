"""Activities: one row, in the transaction of what they tell."""

import pytest
from django.db import transaction

from core.tenancy import mairie_context
from tenant_apps.dashboard.models import APPEARANCE, Activity
from tenant_apps.dashboard.services import record_activity, redact_activities
from tests.factories import make_user


def test_recording_is_one_insert(mairie_a, inside, django_assert_num_queries):
    inside(mairie_a)
    user = make_user()

    with django_assert_num_queries(1):
        activity = record_activity(
            type="publication_created", title="Nouvelle publication", description="Fête", actor=user, target="pub:1"
        )

    assert (activity.icon, activity.color) == ("FileText", "blue")
    assert Activity.objects.get(id=activity.id).actor_id == user.id


def test_what_the_platform_does_has_no_actor(mairie_a, inside):
    inside(mairie_a)

    assert record_activity(type="invitation_sent", title="x").actor_id is None


def test_an_unknown_type_has_a_neutral_look(mairie_a, inside):
    inside(mairie_a)
    activity = record_activity(type="something_new", title="x")

    assert (activity.icon, activity.color) == ("Activity", "gray")


def test_long_texts_are_cut(mairie_a, inside):
    inside(mairie_a)
    activity = record_activity(type="x", title="t" * 500, description="d" * 5000)

    assert (len(activity.title), len(activity.description)) == (200, 500)


def test_it_goes_with_the_transaction_that_is_rolled_back(mairie_a, inside):
    inside(mairie_a)
    before = Activity.objects.count()

    with pytest.raises(RuntimeError), transaction.atomic():
        record_activity(type="x", title="x")
        raise RuntimeError

    assert Activity.objects.count() == before


def test_redacting_stays_in_the_mairie(mairie_a, mairie_b):
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            record_activity(type="x", title="x", description="Paul", target="user:1")

    with mairie_context(mairie_a):
        redact_activities(targets=["user:1"], text="paul@exemple.fr")

    with mairie_context(mairie_b):
        assert Activity.objects.get(target="user:1").description == "Paul"


def test_icons_are_lucide_names_in_pascal_case():
    assert all(icon[0].isupper() and icon.isalnum() for icon, _color in APPEARANCE.values())
