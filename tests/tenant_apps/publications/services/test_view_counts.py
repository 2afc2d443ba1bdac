"""A reader counts once per publication and day, in Redis first and in the row a little later."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from core.pages.audience import Visit
from core.redis import RedisUnavailable, client
from core.tenancy import mairie_context
from shared_apps.jobs.models import Job
from tenant_apps.publications.models import Publication
from tenant_apps.publications.services import view_counts
from tests.tenant_apps.publications.factories import make_publication, path, run_jobs


def stored(mairie) -> list[int]:
    with mairie_context(mairie):
        return list(Publication.objects.order_by("pk").values_list("views_count", flat=True))


def test_each_reader_counts_once_a_day(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        first, second = make_publication(views_count=10), make_publication()
    readers = [client_for(mairie_a, "citizen", via=via) for _number in range(2)]

    shown = [reader.get(path(first)).json()["views"] for reader in (*readers, *readers)]
    readers[0].get(path(second))

    assert shown == [11, 12, 12, 12]
    assert stored(mairie_a) == [10, 0]
    assert view_counts.WAITING.plan() == 1
    run_jobs()
    assert stored(mairie_a) == [12, 1]
    assert readers[0].get(path(first)).json()["views"] == 12
    assert view_counts.WAITING.plan() == 0


def test_the_next_day_counts_anew_by_the_mairies_calendar(mairie_a, inside):
    inside(mairie_a)
    publication = make_publication()

    def views_at(moment: str) -> int:
        with time_machine.travel(moment, tick=False):
            return view_counts.record_view(publication_id=publication.pk, reader="7")

    # Midnight in Paris is 23:00 in UTC.
    assert [views_at(f"2025-12-05T{time}:00Z") for time in ("12:00", "22:59", "23:00")] == [1, 1, 2]


def test_mairies_are_counted_apart(mairie_a, mairie_b):
    for mairie, readers in ((mairie_a, 1), (mairie_b, 3)):
        with mairie_context(mairie):
            publication = make_publication(pk=4711)
            for reader in range(readers):
                view_counts.record_view(publication_id=publication.pk, reader=str(reader))

    assert view_counts.WAITING.plan() == 2
    run_jobs()

    assert (stored(mairie_a), stored(mairie_b)) == ([1], [3])


def test_visitors_of_the_site_count_like_accounts(mairie_a, inside):
    inside(mairie_a)
    publication = make_publication()
    subject = f"publication:{publication.pk}"
    day = timezone.localdate()
    visits = {
        Visit(mairie_a, day, 1, "mobile", subject): 3,
        Visit(mairie_a, day, 2, "desktop", subject): 1,
        Visit(mairie_a, day, 3, "desktop", f"event:{publication.pk}"): 1,
        Visit(mairie_a, day, 4, "desktop", ""): 1,
    }

    view_counts.record_visits(visits)
    view_counts.record_visits(visits)
    view_counts.store_views()

    publication.refresh_from_db()
    assert publication.views_count == 2


def test_views_of_what_was_deleted_meanwhile_are_dropped(mairie_a, inside):
    inside(mairie_a)
    publication, gone = make_publication(), make_publication()
    for row in (publication, gone):
        view_counts.record_view(publication_id=row.pk, reader="1")
    gone.delete()

    view_counts.store_views()

    assert Publication.objects.get().views_count == 1


def test_a_failure_of_the_database_keeps_the_views_waiting(mairie_a, inside, monkeypatch):
    inside(mairie_a)
    publication = make_publication()
    view_counts.record_view(publication_id=publication.pk, reader="1")
    with monkeypatch.context() as patched, pytest.raises(Exception, match="syntax error"):
        patched.setattr(view_counts, "ADD", "SYNTAX ERROR")
        view_counts.store_views()

    view_counts.store_views()

    publication.refresh_from_db()
    assert publication.views_count == 1


def test_without_redis_nothing_is_counted_and_nothing_breaks(mairie_a, inside, monkeypatch):
    def down():
        raise RedisUnavailable

    inside(mairie_a)
    publication = make_publication()
    monkeypatch.setattr(view_counts, "client", down)

    assert view_counts.record_view(publication_id=publication.pk, reader="1") == 0
    assert view_counts.WAITING.plan() == 0
    view_counts.store_views()


def test_who_read_is_forgotten_after_a_day(mairie_a, inside):
    inside(mairie_a)
    view_counts.record_view(publication_id=1, reader="1")

    left = client().ttl(view_counts.readers_key(mairie_a, timezone.now()))

    assert timedelta(hours=24) < timedelta(seconds=left) <= timedelta(seconds=view_counts.READERS_KEPT_SECONDS)


def test_the_platform_plans_the_storing_every_minute(mairie_a):
    from shared_apps.jobs import registry

    assert registry.get("publications.plan_views").every == timedelta(minutes=1)
    assert not Job.objects.filter(kind=view_counts.STORE_JOB).exists()
