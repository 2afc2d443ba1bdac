"""Digests: each once, holding what its reader has not read yet; nobody gets an empty one."""

import pytest
from django.utils import timezone

from core.tenancy import mairie_context, public_context
from shared_apps.jobs.models import Job
from shared_apps.jobs.services import enqueue
from tenant_apps.notifications.models import Notification
from tenant_apps.notifications.services import digests
from tenant_apps.notifications.services.notify import notify
from tests.tenant_apps.notifications.factories import comes, deliver, job, make_reader, recipients, waiting_jobs
from tests.tenant_apps.publications.factories import make_publication


def say(*users, key="1", message="Marie Martin vous a envoyé un message", type="new_message", data=None):
    notify(
        user_ids=[user.id for user in users],
        type=type,
        title="Nouveau message",
        message=message,
        data=data or {"conversation_id": "conv_001"},
        key=key,
    )


def test_a_digest_holds_what_its_reader_has_not_read(mairie_a, inside):
    inside(mairie_a)
    jeanne, paul = make_reader("daily", first_name="Jeanne"), make_reader("daily")
    say(jeanne, paul, message="Premier message")
    say(jeanne, key="2", message="Deuxième message")
    say(jeanne, key="3", message="Message déjà lu")
    Notification.objects.filter(key="3").update(read_at=timezone.now())
    assert deliver() == []

    comes("digest")
    mails = {message.to[0]: message for message in deliver()}

    assert set(mails) == {jeanne.email, paul.email}
    message = mails[jeanne.email]
    assert message.subject == f"{mairie_a.name} : 2 notifications non lues"
    assert "Bonjour Jeanne," in message.body
    link = mairie_a.url("/mon-espace/messages/1/")
    said = [f"- Nouveau message : {number} message\n  {link}\n" for number in ("Deuxième", "Premier")]
    assert "".join(said) in message.body
    assert "déjà lu" not in message.body
    assert "Deuxième message" in message.alternatives[0][0]
    assert mails[paul.email].subject == f"{mairie_a.name} : 1 notification non lue"
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_what_would_be_said_in_the_same_words_is_said_once(mairie_a, inside):
    inside(mairie_a)
    reader = make_reader("daily")
    for number in range(3):
        say(reader, key=f"{number}", data={"conversation_id": "conv_001", "message_id": f"msg_00{number}"})

    comes("digest")
    [message] = deliver()

    assert message.subject == f"{mairie_a.name} : 3 notifications non lues"
    assert message.body.count("Marie Martin vous a envoyé un message (3 fois)\n") == 1
    assert Notification.objects.filter(mailed_at__isnull=False).count() == 3


def test_a_digest_links_to_what_is_public(mairie_a, inside):
    inside(mairie_a)
    reader, publication = make_reader("daily"), make_publication(title="Fête du village")
    say(reader, type="publication_published", data={"publication_id": f"pub_{publication.pk:03d}"})

    comes("digest")
    [message] = deliver()

    address = f"/actualites/{publication.pk}-fete-du-village/"
    assert mairie_a.url(address) in message.body


def test_nobody_gets_an_empty_digest(mairie_a, inside):
    inside(mairie_a)
    say(make_reader("daily"))
    Notification.objects.update(read_at=timezone.now())

    comes("digest")

    assert deliver() == []
    assert waiting_jobs("digest") == {}


def test_a_digest_run_twice_is_sent_once(mairie_a, inside):
    inside(mairie_a)
    reader = make_reader("daily")
    say(reader)
    [key] = waiting_jobs("digest")

    comes("digest")
    assert recipients(deliver()) == [reader.email]
    enqueue(digests.JOB, key=key, payload={"frequency": "daily"})

    assert deliver() == []


def test_after_an_outage_of_two_mornings_there_is_one_digest(mairie_a, inside):
    inside(mairie_a)
    reader = make_reader("daily")
    say(reader)
    say(reader, key="2")
    enqueue(digests.JOB, key="daily:2026-01-01", payload={"frequency": "daily"})
    enqueue(digests.JOB, key="daily:2026-01-02", payload={"frequency": "daily"})

    [message] = deliver()

    assert "2 notifications" in message.subject


def test_a_late_digest_is_not_put_off_by_what_comes_meanwhile(mairie_a, inside):
    inside(mairie_a)
    reader = make_reader("daily")
    enqueue(digests.JOB, key="daily:2026-01-01", payload={"frequency": "daily"})
    say(reader)

    assert recipients(deliver()) == [reader.email]
    comes("digest")
    assert deliver() == []


def test_the_daily_run_leaves_the_weekly_readers_to_theirs(mairie_a, inside):
    inside(mairie_a)
    daily, weekly = make_reader("daily"), make_reader("weekly")
    say(daily, weekly)

    comes("digest", key="daily")
    assert recipients(deliver()) == [daily.email]

    comes("digest", key="weekly")
    assert recipients(deliver()) == [weekly.email]


@pytest.mark.parametrize(
    ("frequency", "wanted", "mailed"), [("weekly", True, False), ("never", True, False), ("daily", False, False)]
)
def test_what_a_person_chooses_meanwhile_counts(mairie_a, inside, frequency, wanted, mailed):
    inside(mairie_a)
    reader = make_reader("daily")
    say(reader)
    reader.preferences = {"notifications": {"digest_frequency": frequency, "email_new_message": wanted}}
    reader.save()

    enqueue(digests.JOB, key="daily:2026-01-01", payload={"frequency": "daily"})

    assert bool(deliver()) == mailed
    later = [key for key in waiting_jobs("digest") if key.startswith("weekly")]
    assert bool(later) == (frequency == "weekly")


def test_many_readers_are_served_in_several_runs_each_once(mairie_a, inside, monkeypatch):
    inside(mairie_a)
    monkeypatch.setattr(digests, "PEOPLE_AT_ONCE", 2)
    readers = [make_reader("daily") for _number in range(5)]
    say(*readers)

    comes("digest")

    assert recipients(deliver()) == sorted(reader.email for reader in readers)
    assert waiting_jobs("digest") == {}


def test_a_mairie_where_nothing_waits_has_no_work(mairie_a, inside):
    inside(mairie_a)
    say(make_reader("never"), make_reader("realtime"))

    assert waiting_jobs("digest") == {}


def test_a_mail_that_can_not_be_sent_is_tried_again_and_ends_among_the_dead(mairie_a, inside, settings):
    inside(mairie_a)
    settings.EMAIL_BACKEND = "tests.tenant_apps.notifications.broken.Backend"
    say(make_reader("realtime"))

    deliver()
    failed = job("mail")
    assert (failed.state, failed.attempts, failed.last_error) == ("pending", 1, "ConnectionError: no mail server")
    with public_context():
        Job.objects.update(attempts=19)
    comes("mail")
    deliver()

    assert job("mail").state == "dead"
    assert Notification.objects.get().mailed_at is None


def test_the_same_reader_elsewhere_gets_only_their_own(mairie_a, mairie_b):
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            reader = make_reader("daily", pk=4711, email="jeanne@exemple.fr")
            say(reader, message=f"Affaire de {mairie.code}")

    comes("digest")
    mails = deliver()

    assert sorted(message.extra_headers["X-Municipality-Code"] for message in mails) == [mairie_b.code, mairie_a.code]
    for message in mails:
        code = message.extra_headers["X-Municipality-Code"]
        other = ({mairie_a.code, mairie_b.code} - {code}).pop()
        assert f"Affaire de {code}" in message.body
        assert f"Affaire de {other}" not in message.body
