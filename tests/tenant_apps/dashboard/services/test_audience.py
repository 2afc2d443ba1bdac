"""The site's audience reaches the row of its day, each visitor once, whatever fails in between."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.utils import timezone

from core.pages.audience import Visit
from core.redis import RedisUnavailable, client
from core.tenancy import mairie_context
from shared_apps.jobs import registry
from shared_apps.jobs.models import Job
from tenant_apps.dashboard.models import Day
from tenant_apps.dashboard.services import audience

TODAY = date(2026, 12, 5)


def visit(mairie, visitor, *, day=TODAY, device="desktop", subject=""):
    return Visit(mairie, day, visitor, device, subject)


def stored(mairie):
    with mairie_context(mairie):
        audience.store_visits()
        return list(Day.objects.order_by("day").values_list("day", *audience.FIELDS))


def test_visitors_count_once_a_day_and_pages_each_time(mairie_a):
    first = {visit(mairie_a, 1): 2, visit(mairie_a, 1, subject="event:3"): 1, visit(mairie_a, 2, device="mobile"): 1}
    audience.record_visits(first)
    audience.record_visits({visit(mairie_a, 1): 4, visit(mairie_a, 3, device="tablet"): 1})

    assert stored(mairie_a) == [(TODAY, 9, 3, 1, 1, 1)]


def test_what_comes_later_is_added_to_the_row(mairie_a):
    audience.record_visits({visit(mairie_a, 1): 1})
    stored(mairie_a)
    audience.record_visits({visit(mairie_a, 1): 1, visit(mairie_a, 2): 1})
    assert stored(mairie_a) == [(TODAY, 3, 2, 0, 0, 2)]
    assert stored(mairie_a) == [(TODAY, 3, 2, 0, 0, 2)]


def test_days_and_mairies_are_counted_apart(mairie_a, mairie_b):
    tomorrow = TODAY + timedelta(days=1)
    audience.record_visits({visit(mairie_a, 1): 1, visit(mairie_a, 1, day=tomorrow): 2, visit(mairie_b, 1): 5})
    assert stored(mairie_a) == [(TODAY, 1, 1, 0, 0, 1), (tomorrow, 2, 1, 0, 0, 1)]
    assert stored(mairie_b) == [(TODAY, 5, 1, 0, 0, 1)]


def test_nothing_is_lost_or_doubled_when_processes_count_at_once(mairie_a):
    with ThreadPoolExecutor(6) as pool:
        batches = [{visit(mairie_a, number): 1 for number in range(50)} for _process in range(6)]
        list(pool.map(audience.record_visits, batches))
    assert stored(mairie_a) == [(TODAY, 300, 50, 0, 0, 50)]


def test_a_flood_of_visitors_does_not_fill_redis(mairie_a, monkeypatch):
    monkeypatch.setattr(audience, "MOST_VISITORS", 3)
    audience.record_visits({visit(mairie_a, number): 1 for number in range(5)})
    audience.record_visits({visit(mairie_a, number): 1 for number in range(10)})
    assert stored(mairie_a) == [(TODAY, 15, 3, 0, 0, 3)]


def test_only_mairies_with_an_audience_are_written_to(mairie_a, mairie_b):
    audience.record_visits({visit(mairie_a, 1): 1})
    assert audience.WAITING.plan() == 1
    assert list(Job.objects.filter(kind=audience.STORE_JOB).values_list("municipality__code", flat=True)) == ["91272"]
    assert audience.WAITING.plan() == 0
    assert registry.get("dashboard.plan_audience").every == timedelta(minutes=1)


def test_a_failure_of_the_database_keeps_the_figures_waiting(mairie_a, monkeypatch):
    audience.record_visits({visit(mairie_a, 1): 3})

    def broken(*args):
        raise RuntimeError("broken")

    with mairie_context(mairie_a), monkeypatch.context() as patched, pytest.raises(RuntimeError):
        patched.setattr(audience, "_add", broken)
        audience.store_visits()

    assert stored(mairie_a) == [(TODAY, 3, 1, 0, 0, 1)]


def test_without_redis_nothing_is_written_and_nothing_breaks(mairie_a, monkeypatch):
    def down():
        raise RedisUnavailable

    monkeypatch.setattr(audience, "client", down)
    assert audience.WAITING.plan() == 0
    assert stored(mairie_a) == []


def test_who_came_is_kept_as_numbers_and_forgotten_after_the_day(mairie_a):
    audience.record_visits({visit(mairie_a, 41): 1, visit(mairie_a, -7): 1})
    key = audience.visitors_key(mairie_a, TODAY)
    assert client().smembers(key) == {b"41", b"-7"}
    assert timedelta(hours=24) < timedelta(seconds=client().ttl(key)) <= timedelta(hours=26)


def test_the_row_says_when_it_was_written(mairie_a):
    audience.record_visits({visit(mairie_a, 1): 1})
    before = timezone.now()
    stored(mairie_a)
    with mairie_context(mairie_a):
        assert Day.objects.get().updated_at >= before
