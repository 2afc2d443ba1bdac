"""Telling people: a row each, once, and a mail by what they have chosen."""

from datetime import UTC, datetime

import pytest
import time_machine

from core.tenancy import mairie_context
from tenant_apps.notifications.models import Notification
from tenant_apps.notifications.services.notify import News, notify, tell
from tests.factories import make_user
from tests.queries import queries
from tests.tenant_apps.notifications.factories import deliver, make_reader, recipients, waiting_jobs
from tests.together import together


def say(users, *, type="new_message", key="1", **fields):
    values = {"title": "Nouveau message", "message": "Marie Martin vous a envoyé un message", "data": {}, **fields}
    return notify(user_ids=[user.id for user in users], type=type, key=key, **values)


def test_each_person_is_told_once_however_often_it_is_said(mairie_a, inside):
    inside(mairie_a)
    first, second = make_user(), make_user()

    assert say([first], data={"conversation_id": "conv_001"}) == 1
    assert say([first, second, second]) == 1
    assert say([first, second]) == 0
    assert say([first], key="2") == 1
    assert say([first], type="new_comment") == 1

    rows = Notification.objects.order_by("pk").values_list("user_id", "type", "key", "data")
    assert list(rows) == [
        (first.id, "new_message", "1", {"conversation_id": "conv_001"}),
        (second.id, "new_message", "1", {}),
        (first.id, "new_message", "2", {}),
        (first.id, "new_comment", "1", {}),
    ]


def test_closed_deleted_and_unknown_accounts_are_told_nothing(mairie_a, inside):
    inside(mairie_a)
    closed = make_user(is_active=False)
    gone = make_user(is_active=False, deleted_at=datetime(2026, 1, 1, tzinfo=UTC))

    assert say([closed, gone]) == 0
    assert notify(user_ids=[987654], type="new_message", title="", message="", data={}, key="1") == 0
    assert notify(user_ids=[], type="new_message", title="", message="", data={}, key="1") == 0


@pytest.mark.parametrize(
    ("type", "frequency", "wanted", "outcome"),
    [
        ("new_message", "realtime", True, "mail"),
        ("new_message", "daily", True, "daily"),
        ("new_message", "weekly", True, "weekly"),
        ("new_message", "never", True, "nothing"),
        ("new_message", "realtime", False, "nothing"),
        ("new_message", "daily", False, "nothing"),
        ("new_comment", "realtime", True, "mail"),
        ("new_comment", "daily", False, "nothing"),
        ("event_reminder", "daily", True, "mail"),
        ("event_reminder", "weekly", True, "mail"),
        ("event_reminder", "never", True, "nothing"),
        ("event_reminder", "realtime", False, "nothing"),
        ("event_invitation", "daily", True, "mail"),
        ("event_moved", "weekly", True, "mail"),
        ("event_cancelled", "daily", False, "nothing"),
        ("role_request", "daily", False, "daily"),
        ("role_request", "realtime", False, "mail"),
    ],
)
def test_choices_decide_about_mail(mairie_a, inside, type, frequency, wanted, outcome):
    """The booleans say whether, the frequency says when, and what happens soon does not wait for a digest."""
    inside(mairie_a)
    chosen = {f"email_{kind}": wanted for kind in ("new_message", "new_comment", "event_reminder")}
    user = make_reader(frequency, **chosen)

    say([user], type=type)

    assert recipients(deliver()) == ([user.email] if outcome == "mail" else [])
    assert [key.partition(":")[0] for key in waiting_jobs("digest")] == ([outcome] if outcome.endswith("ly") else [])
    assert Notification.objects.get().awaits_digest == outcome.endswith("ly")
    assert (Notification.objects.get().mailed_at is not None) == (outcome == "mail")


def test_pressing_news_does_not_wait_and_who_gets_it_otherwise_gets_no_second_mail(mairie_a, inside):
    inside(mairie_a)
    reader, subscriber, silent = make_reader("daily"), make_reader("daily"), make_reader("never")
    news = News("publication_published", "Communiqué", "Coupure", {}, "1", True, {subscriber.id})

    assert tell(user_ids=[reader.id, subscriber.id, silent.id], news=news) == 3

    assert recipients(deliver()) == [reader.email]
    assert waiting_jobs("digest") == {}


def test_an_address_that_nobody_has_proven_is_mailed_nothing(mairie_a, inside):
    inside(mairie_a)
    at_once, later = make_reader("realtime", is_verified=False), make_reader("daily", is_verified=False)

    assert say([at_once, later]) == 2

    assert deliver() == []
    assert not Notification.objects.filter(awaits_digest=True).exists()


def test_a_mail_says_what_the_notification_says_and_how_to_stop(mairie_a, inside):
    inside(mairie_a)
    user = make_reader("realtime", first_name="Jeanne")

    say([user])
    [message] = deliver()

    assert message.subject == "Nouveau message : Marie Martin vous a envoyé un message"
    assert message.to == [user.email]
    assert "Bonjour Jeanne,\n\nMarie Martin vous a envoyé un message" in message.body
    assert "Marie Martin vous a envoyé un message" in message.alternatives[0][0]
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"http://{mairie_a.host}" in message.extra_headers["List-Unsubscribe"]
    assert mairie_a.code in message.extra_headers["Message-ID"]


def test_an_account_closed_before_the_mail_leaves_gets_none(mairie_a, inside):
    inside(mairie_a)
    user = make_reader("realtime")
    say([user])
    user.is_active = False
    user.save()

    assert deliver() == []


def test_a_digest_is_planned_on_the_next_morning_and_monday_of_the_mairie(mairie_a, inside):
    inside(mairie_a)
    daily, weekly = make_reader("daily"), make_reader("weekly")

    with time_machine.travel(datetime(2027, 3, 24, 9, tzinfo=UTC)):
        say([daily, weekly])
        say([daily], key="2")

    assert waiting_jobs("digest") == {
        "daily:2027-03-25": datetime(2027, 3, 25, 7, tzinfo=UTC),
        "weekly:2027-03-29": datetime(2027, 3, 29, 6, tzinfo=UTC),
    }


@pytest.mark.parametrize("people", [1, 30])
def test_any_number_of_people_is_told_in_as_many_statements(mairie_a, inside, people):
    inside(mairie_a)
    users = [make_reader("realtime") for _number in range(people)]

    with queries() as sent:
        say(users)

    assert len([sql for sql in sent if "SAVEPOINT" not in sql]) == 3  # choices, rows, mails


def test_fifteen_thousand_people_are_told_in_few_statements(mairie_a, inside):
    inside(mairie_a)
    model = type(make_user())
    rows = [
        model(email=f"habitant{number}@exemple.fr", password="!", first_name="A", last_name="B", is_verified=True)
        for number in range(15_000)
    ]
    numbers = [user.pk for user in model.objects.bulk_create(rows, batch_size=5_000)]

    with queries() as sent:
        told = notify(user_ids=numbers, type="new_message", title="T", message="M", data={}, key="1")

    assert told == 15_000
    assert len([sql for sql in sent if "SAVEPOINT" not in sql]) == 3  # choices, rows, the digest's job


def test_nothing_of_one_mairie_reaches_the_same_person_of_another(mairie_a, mairie_b):
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            user = make_reader("realtime", pk=4711, email="jeanne@exemple.fr")
    with mairie_context(mairie_a):
        say([user], message="Affaire de Gif")

    mails = deliver()

    assert [message.extra_headers["X-Municipality-Code"] for message in mails] == [mairie_a.code]
    with mairie_context(mairie_b):
        assert not Notification.objects.exists()
        say([user], message="Affaire de La Rochelle")
    [message] = deliver()
    assert "La Rochelle" in message.body
    assert message.extra_headers["Message-ID"] != mails[0].extra_headers["Message-ID"]


def test_what_is_said_twice_at_once_is_told_once(committed_db, mairie_a):
    with mairie_context(mairie_a):
        user = make_reader("realtime")

    def speak():
        with mairie_context(mairie_a):
            return say([user])

    assert sorted(together(*[speak] * 6)) == [0, 0, 0, 0, 0, 1]
    assert recipients(deliver()) == [user.email]
