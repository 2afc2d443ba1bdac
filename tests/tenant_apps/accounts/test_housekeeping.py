"""What is over is deleted, once a day at most, where people sign in."""

from datetime import timedelta

import time_machine
from django.db import connection
from django.utils import timezone

from core.tenancy import mairie_context
from shared_apps.jobs.services.execution import run_due
from tenant_apps.accounts.models import Invitation, OneTimeSecret, Session
from tenant_apps.accounts.services.one_time import issue_code
from tenant_apps.accounts.services.sessions import Device, open_session, revoke_all
from tests.factories import make_invitation, make_user


def planned():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM public.jobs_job WHERE kind = 'accounts.purge'")
        return cursor.fetchone()[0]


def test_a_day_s_logins_plan_one_purge_a_mairie(mairie_a, mairie_b):
    for mairie in (mairie_a, mairie_a, mairie_b):
        with mairie_context(mairie):
            open_session(user=make_user(), device=Device())

    assert planned() == 2


def test_the_purge_deletes_what_ended_and_keeps_what_lives(mairie_a):
    with mairie_context(mairie_a):
        Invitation.objects.all().delete()
        user, other = make_user(), make_user(is_verified=False)
        open_session(user=user, device=Device())
        revoke_all(user=user)
        issue_code(user=other)
        make_invitation(email="old@exemple.fr", role="admin", days=-1)
        make_invitation(email="new@exemple.fr", role="admin", days=30)

    with time_machine.travel(timezone.now() + timedelta(days=8)), mairie_context(mairie_a):
        open_session(user=user, device=Device())
        code = issue_code(user=other)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE public.jobs_job SET available_at = now(), due_at = now() WHERE kind = 'accounts.purge'")
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        run_due()

    assert code
    with mairie_context(mairie_a):
        assert Session.objects.count() == 1
        assert OneTimeSecret.objects.count() == 1
        assert [row.email for row in Invitation.objects.all()] == ["new@exemple.fr"]
    assert planned() == 0
