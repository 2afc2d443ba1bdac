"""What the calendar tells those it concerns."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from core.tenancy import mairie_context
from tenant_apps.events import hooks
from tenant_apps.events.services.events import create_event, delete_event, update_event
from tenant_apps.notifications.models import Notification
from tests.factories import make_user
from tests.tenant_apps.events.factories import make_event
from tests.tenant_apps.notifications.factories import deliver, make_reader, recipients, told

COUNCIL = {
    "title": "Conseil municipal",
    "start_at": datetime(2026, 12, 3, 19, 30, tzinfo=UTC),
    "end_at": datetime(2026, 12, 3, 22, 0, tzinfo=UTC),
}


@pytest.fixture(autouse=True)
def _in_november_2026():
    with time_machine.travel(datetime(2026, 11, 24, 9, 0, tzinfo=UTC)):
        yield


@pytest.fixture
def mayor(mairie_a, inside):
    inside(mairie_a)
    return make_user(role="mayor")


def schedule(mayor, *guests, **fields):
    values = {**COUNCIL, "attendee_ids": [guest.id for guest in guests], **fields}
    return create_event(actor=mayor, fields=values).event


def test_guests_are_told_of_an_invitation_a_move_and_a_cancellation_each_once(mayor):
    guest = make_user()
    event = schedule(mayor, guest, mayor)
    later = COUNCIL["start_at"] + timedelta(minutes=30)
    update_event(event_id=event.pk, actor=mayor, fields={"start_at": later, "end_at": COUNCIL["end_at"]})
    update_event(event_id=event.pk, actor=mayor, fields={"notes": "Quorum"})
    delete_event(event_id=event.pk, actor=mayor)

    assert told(guest) == [
        ("Invitation", "Conseil municipal, jeudi 3 décembre 2026 à 20 h 30"),
        ("Événement déplacé", "Conseil municipal aura lieu jeudi 3 décembre 2026 à 21 h"),
        ("Événement annulé", "Conseil municipal n'aura pas lieu jeudi 3 décembre 2026 à 21 h"),
    ]
    assert told(mayor) == []
    assert Notification.objects.order_by("pk").values_list("type", "data").first() == (
        "event_invitation",
        {"event_id": f"evt_{event.pk:03d}"},
    )


@pytest.mark.parametrize("is_public", [True, False])
def test_an_invitation_is_mailed_at_once_with_the_page_where_it_is_answered(mayor, is_public):
    guest = make_reader("weekly")
    event = schedule(mayor, guest, is_public=is_public)

    [message] = deliver()

    assert message.to == [guest.email]
    assert f"/mon-espace/agenda/{event.pk}/\n" in message.body


def test_who_is_invited_again_is_told_again(mayor):
    guest = make_user()
    event = schedule(mayor, guest)
    with time_machine.travel(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        update_event(event_id=event.pk, actor=mayor, fields={"attendee_ids": []})
        update_event(event_id=event.pk, actor=mayor, fields={"attendee_ids": [guest.id]})

    assert [title for title, _message in told(guest)] == ["Invitation", "Invitation"]


def test_an_invitation_to_a_series_is_one_notification(mayor):
    guest = make_user()
    schedule(mayor, guest, recurring_pattern="weekly", is_recurring=True)

    assert len(told(guest)) == 1


def test_a_whole_day_has_no_hour(mayor):
    guest = make_user()
    start = datetime(2026, 12, 3, 23, 0, tzinfo=UTC)
    schedule(mayor, guest, start_at=start, end_at=start + timedelta(days=1), all_day=True)

    assert told(guest) == [("Invitation", "Conseil municipal, vendredi 4 décembre 2026")]


@pytest.mark.parametrize(
    ("asked", "left", "text"),
    [
        (60, timedelta(hours=1), "Conseil municipal dans 1 heure"),
        (90, timedelta(minutes=90), "Conseil municipal dans 1 h 30"),
        (30, timedelta(minutes=30), "Conseil municipal dans 30 minutes"),
        (1, timedelta(minutes=1), "Conseil municipal dans 1 minute"),
        (1440, timedelta(days=1), "Conseil municipal dans 1 jour"),
        (2880, timedelta(days=2), "Conseil municipal dans 2 jours"),
        (60, timedelta(minutes=60, seconds=-3), "Conseil municipal dans 1 heure"),
        (60, timedelta(minutes=40), "Conseil municipal dans 40 minutes"),
        (1440, timedelta(hours=3), "Conseil municipal dans 3 heures"),
        (60, timedelta(minutes=-5), "Conseil municipal commence"),
    ],
)
def test_a_reminder_says_how_much_time_is_left(mayor, asked, left, text):
    guest = make_user()
    event = make_event(author=mayor, title="Conseil municipal", start_at=timezone.now() + left)

    hooks.reminded.run(hooks.Reminder(event=event, user_ids=[guest.id], minutes=asked))

    assert told(guest) == [("Rappel événement", text)]


def test_each_reminder_is_given_once_and_again_for_another_start(mayor):
    guest = make_reader("daily")
    event = make_event(author=mayor, start_at=timezone.now() + timedelta(minutes=60))
    for minutes in (60, 60, 30):
        hooks.reminded.run(hooks.Reminder(event=event, user_ids=[guest.id], minutes=minutes))
    event.start_at += timedelta(days=1)
    hooks.reminded.run(hooks.Reminder(event=event, user_ids=[guest.id], minutes=60))

    assert len(told(guest)) == 3
    assert recipients(deliver()) == [guest.email] * 3


def test_guests_with_the_same_number_elsewhere_are_told_nothing(mairie_a, mairie_b):
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            guest = make_user(pk=4711, email="jeanne@exemple.fr")
    with mairie_context(mairie_a):
        schedule(make_user(role="mayor"), guest)
        assert len(told(guest)) == 1
    with mairie_context(mairie_b):
        assert told(guest) == []
