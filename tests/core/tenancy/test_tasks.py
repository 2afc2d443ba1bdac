"""A Celery task runs in the mairie that its message names, or in none; never where the task before happened to be."""

import pytest
from celery import shared_task

from core.tenancy import NoTenant, current, mairie_context
from core.tenancy.directory import directory
from core.tenancy.tasks import MUNICIPALITY_HEADER, MairieTask, PlatformTask
from shared_apps.municipalities.models import Municipality


@shared_task(name="test.where_am_i", base=MairieTask, bind=True)
def where_am_i(self):
    seen.append(current())


@shared_task(name="test.public", base=PlatformTask)
def public():
    seen.append(current())


seen = []


@pytest.fixture(autouse=True)
def eager(db):
    from config.celery import app

    app.conf.task_always_eager = app.conf.task_eager_propagates = True
    seen.clear()
    yield
    app.conf.task_always_eager = app.conf.task_eager_propagates = False


def test_a_mairies_task_runs_in_the_mairie_it_was_sent_from(mairie_a, mairie_b):
    with mairie_context(mairie_a):
        where_am_i.delay()
    with mairie_context(mairie_b):
        where_am_i.delay()
    assert seen == [mairie_a, mairie_b]
    assert current() is None


def test_a_mairies_task_may_be_sent_for_another_one_by_name(mairie_a, mairie_b):
    with mairie_context(mairie_a):
        where_am_i.apply_async(headers={MUNICIPALITY_HEADER: "17300"})
        assert current() == mairie_a
    assert seen == [mairie_b]


def test_a_mairies_task_cannot_be_sent_from_nowhere():
    with pytest.raises(NoTenant):
        where_am_i.delay()


def test_a_mairies_task_without_a_known_open_mairie_fails(mairie_a):
    with pytest.raises(NoTenant):
        where_am_i.apply_async(headers={MUNICIPALITY_HEADER: "99999"})
    Municipality.objects.filter(id=mairie_a.id).update(state="suspended")
    directory.clear()
    with pytest.raises(NoTenant):
        where_am_i.apply_async(headers={MUNICIPALITY_HEADER: "91272"})
    with pytest.raises(NoTenant):
        where_am_i()
    assert seen == []


def test_a_task_of_the_platform_never_runs_inside_a_mairie(mairie_a):
    with mairie_context(mairie_a):
        public.delay()
        assert current() == mairie_a
    assert seen == [None]


def test_tasks_are_the_platforms_unless_they_say_otherwise():
    from config.celery import app

    assert issubclass(app.Task, PlatformTask)
    assert not issubclass(app.Task, MairieTask)
