"""Reminders: each once, at its moment or as soon as work goes on again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.tenancy import mairie_context
from tenant_apps.events.models import Attendee, Event
from tenant_apps.events.services.attendance import respond
from tenant_apps.events.services.events import create_event, delete_event, update_event
from tests.factories import make_user
from tests.tenant_apps.events.factories import HOUR, run_jobs, waiting_jobs

MINUTE = timedelta(minutes=1)
pytestmark = pytest.mark.usefixtures("told")


@pytest.fixture
def mayor(mairie_a, inside):
    inside(mairie_a)
    return make_user(role="mayor")


def schedule(mayor, *, guests=(), minutes=60, **fields) -> Event:
    """An event that starts in `minutes`."""
    start = timezone.now() + minutes * MINUTE
    values = {"title": "Conseil", "start_at": start, "end_at": start + HOUR, "attendee_ids": [one.id for one in guests]}
    return create_event(actor=mayor, fields={**values, **fields}).event


def time_passes(event: Event, by: timedelta) -> None:
    """Everything that was planned for the event is that much nearer."""
    from shared_apps.jobs.models import Job

    for row in Event.objects.filter(series_id=event.series_id) if event.series_id else [event]:
        row.refresh_from_db()
        moved = {name: getattr(row, name) - by for name in ("start_at", "end_at")}
        Event.objects.filter(pk=row.pk).update(**moved, remind_at=row.remind_at - by if row.remind_at else None)
    from core.tenancy import public_context

    with public_context():
        for job in Job.objects.filter(kind="events.remind"):
            Job.objects.filter(pk=job.pk).update(due_at=job.due_at - by, available_at=job.available_at - by)


def test_each_comes_once_at_its_moment(mayor, told):
    guest = make_user()
    event = schedule(mayor, guests=[guest], reminders=[30, 10])
    told.calls.clear()

    run_jobs()
    assert told.calls == []
    time_passes(event, 31 * MINUTE)
    run_jobs()
    run_jobs()
    assert told.calls == [("reminder", "Conseil", [guest.id], 30)]
    time_passes(event, 20 * MINUTE)
    run_jobs()

    assert told.calls[1:] == [("reminder", "Conseil", [guest.id], 10)]
    assert waiting_jobs("remind") == {}


def test_after_an_outage_those_that_are_due_all_come_once(mayor, told):
    guest = make_user()
    event = schedule(mayor, guests=[guest], reminders=[10, 30, 45])
    told.calls.clear()

    time_passes(event, 55 * MINUTE)
    run_jobs()
    run_jobs()

    assert [minutes for _title, _users, minutes in told.of("reminder")] == [45, 30, 10]


def test_nobody_is_reminded_of_what_is_over(mayor, told):
    event = schedule(mayor, guests=[make_user()], reminders=[30])
    told.calls.clear()

    time_passes(event, 5 * HOUR)
    run_jobs()

    assert (told.calls, waiting_jobs("remind")) == ([], {})


def test_it_still_comes_while_the_event_goes_on(mayor, told):
    event = schedule(mayor, guests=[make_user()], reminders=[30])

    time_passes(event, 61 * MINUTE)
    run_jobs()

    assert len(told.of("reminder")) == 1


def test_moments_that_had_passed_when_it_was_made_are_left_out(mayor, told):
    event = schedule(mayor, guests=[make_user()], minutes=20, reminders=[30, 10])

    run_jobs()
    assert told.of("reminder") == []
    time_passes(event, 15 * MINUTE)
    run_jobs()

    assert [minutes for _title, _users, minutes in told.of("reminder")] == [10]


def test_whoever_declined_is_left_alone(mayor, told):
    comes, declines, unsure, gone = (make_user() for _number in range(4))
    event = schedule(mayor, guests=[comes, declines, unsure, gone], reminders=[30])
    respond(event_id=event.pk, user=declines, status="declined")
    respond(event_id=event.pk, user=unsure, status="tentative")
    gone.is_active = False
    gone.save()

    time_passes(event, 31 * MINUTE)
    run_jobs()

    assert told.of("reminder") == [("Conseil", sorted([comes.id, unsure.id]), 30)]


def test_without_guests_whoever_made_it_is_reminded(mayor, told):
    event = schedule(mayor, reminders=[30])

    time_passes(event, 31 * MINUTE)
    run_jobs()

    assert told.of("reminder") == [("Conseil", [mayor.id], 30)]


def test_a_moved_event_reminds_anew(mayor, told):
    event = schedule(mayor, reminders=[30])
    time_passes(event, 31 * MINUTE)
    run_jobs()
    event.refresh_from_db()

    later = {"start_at": event.start_at + 3 * HOUR, "end_at": event.end_at + 3 * HOUR}
    update_event(event_id=event.pk, actor=mayor, fields=later)
    run_jobs()
    assert len(told.of("reminder")) == 1
    time_passes(event, 3 * HOUR)
    run_jobs()

    assert len(told.of("reminder")) == 2


def test_a_change_of_the_title_does_not_lose_what_is_overdue(mayor, told):
    event = schedule(mayor, reminders=[30])
    time_passes(event, 31 * MINUTE)

    update_event(event_id=event.pk, actor=mayor, fields={"title": "Conseil municipal"})
    update_event(event_id=event.pk, actor=mayor, fields={"reminders": [30, 5]})
    run_jobs()

    assert told.of("reminder") == [("Conseil municipal", [mayor.id], 30)]
    assert len(waiting_jobs("remind")) == 1


def test_a_cancelled_event_reminds_nobody(mayor, told):
    event = schedule(mayor, reminders=[30])
    time_passes(event, 31 * MINUTE)
    delete_event(event_id=event.pk, actor=mayor)

    run_jobs()

    assert told.of("reminder") == []


def test_a_failing_hook_is_tried_again_and_nothing_is_half_done(mayor, told, monkeypatch):
    from tenant_apps.events import hooks

    failures = iter([RuntimeError("panne"), None])

    def unreliable(reminder):
        if error := next(failures):
            raise error
        told.calls.append(("reminder", reminder.event.title, list(reminder.user_ids), reminder.minutes))

    monkeypatch.setattr(hooks.reminded, "_registered", [unreliable])
    event = schedule(mayor, reminders=[30])
    time_passes(event, 31 * MINUTE)

    run_jobs()
    assert told.of("reminder") == []
    event.refresh_from_db()
    assert event.remind_at is not None
    time_passes(event, HOUR / 2)
    run_jobs()

    assert told.of("reminder") == [("Conseil", [mayor.id], 30)]


def test_a_series_has_one_piece_of_due_work_for_all_its_occurrences(mayor, told):
    guest = make_user()
    event = schedule(
        mayor, guests=[guest], reminders=[30], recurring_pattern="daily", recurrence_count=3, is_recurring=True
    )
    told.calls.clear()
    assert list(waiting_jobs("remind")) == [f"ser:{event.series_id}"]

    time_passes(event, 31 * MINUTE)
    run_jobs()
    assert told.calls == [("reminder", "Conseil", [guest.id], 30)]
    assert list(waiting_jobs("remind")) == [f"ser:{event.series_id}"]
    time_passes(event, timedelta(days=1))
    run_jobs()
    time_passes(event, timedelta(days=1))
    run_jobs()

    assert len(told.calls) == 3
    assert waiting_jobs("remind") == {}


def test_each_mairie_reminds_its_own(mairie_a, mairie_b, told):
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            guest = make_user(pk=4711, email="meme@exemple.fr")
            event = schedule(make_user(role="mayor"), guests=[guest], reminders=[30], title=mairie.code)
    told.calls.clear()

    with mairie_context(mairie_b):
        time_passes(event, 31 * MINUTE)
    run_jobs()

    titles = [title for title, _users, _minutes in told.of("reminder")]
    assert titles == [mairie_b.code]
    with mairie_context(mairie_a):
        assert Attendee.objects.filter(user_id=4711).count() == 1
