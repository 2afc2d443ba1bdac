"""What a mairie keeps for a limited time goes by itself."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from core.tenancy import mairie_context, public_context
from shared_apps.jobs.models import Job
from shared_apps.jobs.services.execution import run_due
from tenant_apps.accounts.models import User
from tenant_apps.accounts.services.inactivity import keep
from tenant_apps.dashboard.models import Activity
from tenant_apps.preferences import hooks
from tenant_apps.preferences.models import Settings
from tenant_apps.preferences.selectors.mairie import mairie_settings
from tenant_apps.preferences.services.planning import next_night, plan_retention
from tenant_apps.preferences.services.retention import apply_retention
from tests.factories import make_known_user, open_session

LINK = re.compile(r"/compte/conserver/([^/\s]+)/")


@pytest.fixture
def here(mairie_a, inside):
    inside(mairie_a)
    return mairie_a


def ago(**units):
    return timezone.now() - timedelta(**units)


def unused(days, **fields):
    return make_known_user(last_seen_at=ago(days=days), **fields)


def planned():
    with public_context():
        return list(Job.objects.filter(kind="preferences.retention").values_list("municipality_id", "due_at"))


def test_an_unused_account_is_announced_and_a_month_later_erased(here, deliver):
    user = unused(days=720)

    apply_retention()
    (mail,) = deliver()
    with time_machine.travel(timezone.now() + timedelta(days=29)):
        apply_retention()
        waiting = User.objects.get(id=user.id)
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        apply_retention()

    erased = User.objects.get(id=user.id)
    assert (mail.to, mail.subject[:26]) == ([user.email], "Votre compte sera supprimé")
    assert waiting.deleted_at is None
    assert erased.deleted_at is not None
    assert erased.full_name == "Compte supprimé"
    assert [row.description for row in Activity.objects.filter(type="retention_applied").order_by("id")] == [
        "titulaires de comptes inactifs prévenus : 1",
        "comptes inactifs : 1",
    ]


def test_it_is_announced_once(here, deliver):
    unused(days=720)
    apply_retention()
    deliver()

    apply_retention()

    assert not deliver()


def test_nobody_is_erased_unannounced(here):
    user = unused(days=5000)

    apply_retention()

    assert User.objects.get(id=user.id).deleted_at is None


@pytest.mark.parametrize(
    "fields",
    [{"role": role} for role in ("moderator", "admin", "mayor")] + [{"role": "mayor", "role_status": "pending"}],
)
def test_staff_are_never_erased(here, deliver, fields):
    user = unused(days=5000, warned_at=ago(days=400), **fields)

    apply_retention()

    assert User.objects.get(id=user.id).deleted_at is None
    assert not deliver()


def test_signing_in_keeps_the_account(here):
    user = unused(days=5000, warned_at=ago(days=31))
    open_session(user)

    apply_retention()

    account = User.objects.get(id=user.id)
    assert (account.deleted_at, account.warned_at) == (None, None)


def test_the_link_of_the_warning_keeps_the_account(here, deliver):
    user = unused(days=720)
    apply_retention()
    token = LINK.search(deliver()[0].body)[1]

    assert keep(token=token)

    with time_machine.travel(timezone.now() + timedelta(days=31)):
        apply_retention()
    assert User.objects.get(id=user.id).deleted_at is None


def test_the_link_is_worth_nothing_in_another_mairie_or_for_ever(here, mairie_b, deliver):
    unused(days=720)
    apply_retention()
    token = LINK.search(deliver()[0].body)[1]

    with mairie_context(mairie_b):
        make_known_user(id=User.objects.count() + 1000)
        assert not keep(token=token)
    with time_machine.travel(timezone.now() + timedelta(days=61)):
        assert not keep(token=token)
    assert not keep(token="nonsense")


def test_who_was_never_seen_counts_from_the_account_s_first_day(here):
    user = make_known_user()
    User.objects.filter(id=user.id).update(created_at=ago(days=5000), warned_at=ago(days=31))

    apply_retention()

    assert User.objects.get(id=user.id).deleted_at is not None


def test_a_mairie_that_keeps_accounts_for_ever_erases_none(here):
    Settings.objects.update(inactive_accounts_months=None)
    user = unused(days=5000, warned_at=ago(days=31))

    apply_retention()

    assert User.objects.get(id=user.id).deleted_at is None


def test_what_the_other_apps_remove_is_added_up(here, monkeypatch):
    seen = []

    def remove(settings):
        seen.append(settings.conversations_months)
        return {"conversations": 3, "views": 0}

    monkeypatch.setattr(hooks.retention, "_registered", [remove, remove])

    apply_retention()

    assert seen == [36, 36]
    assert Activity.objects.get(type="retention_applied").description == "conversations : 6"


def test_what_was_removed_is_named_in_french(here, monkeypatch):
    counts = {"notifications": 3, "sendings": 2, "views": 1}
    monkeypatch.setattr(hooks.retention, "_registered", [lambda settings: counts])

    apply_retention()

    named = "notifications : 3, envois d'alertes : 2, mesures d'audience : 1"
    assert Activity.objects.get(type="retention_applied").description == named


def test_a_night_without_anything_to_remove_is_not_told(here, monkeypatch):
    monkeypatch.setattr(hooks.retention, "_registered", [lambda settings: {"views": 0}])

    apply_retention()

    assert not Activity.objects.filter(type="retention_applied").exists()


def test_the_job_plans_itself_for_the_next_night(here):
    plan_retention(settings=mairie_settings())
    ((_municipality, first),) = planned()

    with time_machine.travel(first + timedelta(seconds=30)):
        with public_context():
            Job.objects.update(due_at=ago(minutes=1), available_at=ago(days=2))
        run_due()
        ((municipality, second),) = planned()

    assert municipality == here.id
    assert second == first + timedelta(days=1)


def test_a_new_mairie_has_its_row_and_its_job(here):
    Settings.objects.all().delete()

    mairie_settings()

    assert [municipality for municipality, _due in planned()] == [here.id]


@pytest.mark.parametrize("moment", [datetime(2027, 3, 27, 23, tzinfo=UTC), datetime(2027, 10, 30, 23, tzinfo=UTC)])
def test_the_moment_is_a_quiet_hour_there_also_when_clocks_change(here, moment):
    with time_machine.travel(moment):
        due = next_night()

    assert timedelta(0) < due - moment < timedelta(hours=26)
    assert 1 <= due.hour < 5


def test_mairies_have_different_moments(here, mairie_b):
    first = next_night()
    with mairie_context(mairie_b):
        second = next_night()

    assert (first.hour, first.minute) != (second.hour, second.minute)
