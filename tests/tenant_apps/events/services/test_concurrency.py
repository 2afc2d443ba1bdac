"""Several people at once, on real connections with real commits."""

from datetime import timedelta

import pytest
from django.utils import timezone

from shared_apps.jobs.services.execution import run_due
from tenant_apps.events.models import Attendee, Event, Series
from tenant_apps.events.services.attendance import respond
from tenant_apps.events.services.events import create_event, delete_event, update_event
from tenant_apps.events.services.feeds import feed_owner, private_feed_url, replace_private_feed
from tenant_apps.events.services.imports import import_calendar
from tenant_apps.events.services.series import extend_series
from tests.factories import make_user
from tests.tenant_apps.events.factories import HOUR, calendar_file, make_event, waiting_jobs
from tests.together import at_once

pytestmark = pytest.mark.usefixtures("committed_db")


@pytest.fixture
def mayor(mairie_a, inside):
    inside(mairie_a)
    return make_user(role="mayor")


def weekly(mayor, **fields) -> Event:
    start = timezone.now() + timedelta(days=1)
    values = {"title": "Permanence", "start_at": start, "end_at": start + HOUR, "recurring_pattern": "weekly"}
    return create_event(actor=mayor, fields={**values, **fields}).event


def test_extending_a_series_while_it_is_changed_makes_each_occurrence_once(mairie_a, mayor):
    event = weekly(mayor)
    made = Event.objects.count()
    Event.objects.filter(position__gte=10).delete()
    Series.objects.update(next_position=10)

    at_once(
        mairie_a,
        lambda: extend_series(series_id=event.series_id),
        lambda: extend_series(series_id=event.series_id),
        lambda: update_event(event_id=event.pk, actor=mayor, fields={"title": "Accueil"}, whole_series=True),
    )

    positions = list(Event.objects.order_by("position").values_list("position", flat=True))
    assert positions == list(range(len(positions)))
    assert len(positions) in {made, made + 1}
    assert set(Event.objects.values_list("title", flat=True)) == {"Accueil"}


def test_a_change_and_the_deletion_of_a_series_agree(mairie_a, mayor):
    for _attempt in range(3):
        event = weekly(mayor, recurrence_count=20)
        last = Event.objects.order_by("position").last()

        results = at_once(
            mairie_a,
            lambda event=event: delete_event(event_id=event.pk, actor=mayor, whole_series=True),
            lambda last=last: update_event(event_id=last.pk, actor=mayor, fields={"title": "X"}, whole_series=True),
            lambda last=last: delete_event(event_id=last.pk, actor=mayor),
        )

        assert results[0] is None
        assert (Event.objects.count(), Series.objects.count(), waiting_jobs("extend_series")) == (0, 0, {})


def test_two_changes_of_one_event_are_one_after_the_other(mairie_a, mayor):
    event = make_event(author=mayor)
    guests = [make_user() for _number in range(4)]

    at_once(
        mairie_a,
        *[
            lambda ids=ids: update_event(event_id=event.pk, actor=mayor, fields={"attendee_ids": ids})
            for ids in ([guests[0].id, guests[1].id], [guests[2].id, guests[3].id])
        ],
    )

    left = sorted(Attendee.objects.values_list("user_id", flat=True))
    assert left in ([guests[0].id, guests[1].id], [guests[2].id, guests[3].id])


def test_an_answer_and_being_uninvited_agree(mairie_a, mayor):
    guest = make_user()
    for _attempt in range(3):
        event = make_event(author=mayor, attendees={guest: "pending"})

        _changed, answer = at_once(
            mairie_a,
            lambda event=event: update_event(event_id=event.pk, actor=mayor, fields={"attendee_ids": []}),
            lambda event=event: respond(event_id=event.pk, user=guest, status="confirmed"),
        )

        assert answer in {None, "NotInvited"}
        assert not Attendee.objects.filter(event=event).exists()


def test_the_same_file_imported_twice_at_once_doubles_nothing(mairie_a, mayor):
    single = "UID:un@ailleurs\nSUMMARY:Un\nDTSTART:20270101T100000Z"
    series = "UID:deux@ailleurs\nSUMMARY:Deux\nDTSTART:20270101T100000Z\nRRULE:FREQ=WEEKLY;COUNT=5"
    content = calendar_file(single, series).read()

    done = at_once(mairie_a, *[lambda: [step.action for step in import_calendar(content=content, actor=mayor)]] * 3)

    assert sorted(done) == [["create", "create"], ["update", "update"], ["update", "update"]]
    assert (Event.objects.count(), Series.objects.count()) == (6, 1)


def test_several_workers_give_a_reminder_once(mairie_a, mayor, told):
    start = timezone.now() + 20 * timedelta(minutes=1)
    events = [make_event(author=mayor, start_at=start, reminders=[30]) for _number in range(6)]
    Event.objects.update(remind_at=start - timedelta(minutes=30))
    from tenant_apps.events.services.reminders import plan_events

    plan_events(events=Event.objects.all())

    at_once(mairie_a, run_due, run_due, run_due)

    assert sorted(title for title, _users, _minutes in told.of("reminder")) == sorted(event.title for event in events)


def test_a_feed_replaced_several_times_at_once_has_one_address(mairie_a, mayor):
    at_once(mairie_a, *[lambda: replace_private_feed(user_id=mayor.id)] * 4)

    token = private_feed_url(user_id=mayor.id).rpartition("/")[2].removesuffix(".ics")
    assert feed_owner(token=token).id == mayor.id
