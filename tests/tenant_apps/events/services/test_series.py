"""A series grows in time, by itself."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from core.tenancy import mairie_context, public_context
from shared_apps.jobs.models import Job
from tenant_apps.events.models import Attendee, Event, Series
from tenant_apps.events.services.events import create_event, delete_event
from tenant_apps.events.services.series import extend_series
from tests.factories import make_user
from tests.tenant_apps.events.factories import at, run_jobs, waiting_jobs

BEGINNING = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def mayor(mairie_a, inside):
    inside(mairie_a)
    return make_user(role="mayor")


def start(mayor, pattern="weekly", **fields) -> Series:
    """Every Monday at ten in Paris, from the end of November 2026."""
    times = {"start_at": at("2026-11-30 09:00"), "end_at": at("2026-11-30 10:00")}
    values = {"title": "Permanence", **times, "is_recurring": True, "recurring_pattern": pattern}
    with time_machine.travel(BEGINNING):
        event = create_event(actor=mayor, fields={**values, **fields}).event
    return Series.objects.get(pk=event.series_id)


def last_day(series: Series) -> str:
    return f"{series.events.order_by('position').last().first_day}"


def test_it_reaches_eighteen_months_ahead_and_a_job_keeps_it_there(mayor):
    series = start(mayor)
    assert last_day(series) == "2028-05-29"
    assert waiting_jobs("extend_series") == {f"ser:{series.pk}": at("2026-12-24 09:00")}

    with time_machine.travel(datetime(2027, 1, 5, 9, 0, tzinfo=UTC)):
        extend_series(series_id=series.pk)

    assert last_day(series) == "2028-07-03"
    assert waiting_jobs("extend_series") == {f"ser:{series.pk}": at("2027-02-04 09:00")}
    hours = {event.start_at.astimezone(ZoneInfo("Europe/Paris")).hour for event in Event.objects.all()}
    assert hours == {10}


def test_the_job_runs_by_itself_when_it_is_due(mayor, mairie_a):
    series = start(mayor)
    before = series.events.count()
    with public_context():
        Job.objects.filter(kind="events.extend_series").update(due_at=BEGINNING, available_at=at("2020-01-01 00:00"))
    Series.objects.update(next_position=before - 2)
    Event.objects.filter(position__gte=before - 2).delete()

    run_jobs()

    assert series.events.count() >= before
    [due] = waiting_jobs("extend_series").values()
    assert due > BEGINNING


def test_new_occurrences_invite_those_who_are_still_there(mayor):
    stays, goes = make_user(), make_user()
    series = start(mayor, attendee_ids=[stays.id, goes.id])
    goes.is_active = False
    goes.save()

    with time_machine.travel(datetime(2027, 1, 5, 9, 0, tzinfo=UTC)):
        extend_series(series_id=series.pk)

    newest = series.events.order_by("position").last()
    assert list(Attendee.objects.filter(event=newest).values_list("user_id", flat=True)) == [stays.id]


def test_a_deleted_occurrence_does_not_come_back(mayor):
    series = start(mayor)
    last = series.events.order_by("position").last()
    delete_event(event_id=last.pk, actor=mayor)

    with time_machine.travel(BEGINNING):
        extend_series(series_id=series.pk)

    assert last_day(series) == "2028-05-22"


@pytest.mark.parametrize("end", [{"recurrence_count": 90}, {"recurrence_end": at("2028-08-14 00:00").date()}])
def test_a_series_that_has_an_end_stops_there(mayor, end):
    series = start(mayor, **end)
    assert len(waiting_jobs("extend_series")) == 1

    with time_machine.travel(datetime(2027, 6, 1, tzinfo=UTC)):
        extend_series(series_id=series.pk)

    assert (series.events.count(), last_day(series)) == (90, "2028-08-14")
    assert waiting_jobs("extend_series") == {}


def test_a_yearly_one_is_not_forgotten(mayor):
    series = start(mayor, "yearly")

    assert [f"{event.first_day}" for event in series.events.order_by("position")] == ["2026-11-30", "2027-11-30"]
    assert len(waiting_jobs("extend_series")) == 1


def test_work_of_a_series_that_is_gone_does_nothing(mayor):
    extend_series(series_id=10**9)

    assert Event.objects.count() == 0


def test_each_mairie_extends_its_own(mairie_a, mairie_b):
    made = []
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            made.append(start(make_user(role="mayor")))
    with public_context():
        assert Job.objects.filter(kind="events.extend_series").count() == 2
    with mairie_context(mairie_a), time_machine.travel(datetime(2027, 1, 5, 9, 0, tzinfo=UTC)):
        extend_series(series_id=made[0].pk)
        longer = made[0].events.count()

    with mairie_context(mairie_b):
        assert made[1].events.count() < longer
