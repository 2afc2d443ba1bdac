"""Reminders across outages, with real processes: broker and workers killed around the moment, each told once."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.utils import timezone

from core.tenancy import mairie_context, public_context
from shared_apps.jobs.models import Job
from tenant_apps.events.services.events import create_event
from tenant_apps.notifications.models import Notification
from tests.shared_apps.jobs.processes import Broker, Worker, wait_until
from tests.tenant_apps.notifications.factories import make_reader

EVENTS = 8
HOUR = timedelta(hours=1)


@pytest.fixture
def outbox(tmp_path):
    folder = tmp_path / "outbox"
    folder.mkdir()
    return folder


@pytest.fixture
def broker():
    server = Broker()
    yield server
    server.kill()


@pytest.fixture
def new_worker(committed_db, broker, outbox, tmp_path):
    """Start a worker with beat inside: `new_worker("first")`; all are ended with the test."""
    workers = []

    def start(name):
        worker = Worker(database=committed_db, broker=broker, log=tmp_path / f"{name}.log")
        worker.environment["MAIL_URL"] = outbox.as_uri()
        workers.append(worker)
        worker.start()
        return worker

    yield start
    for worker in workers:
        worker.kill()
        print(worker.log.name, worker.log.read_text()[-20000:])


def schedule(mairie):
    """Events whose reminders come due one a second, in the mayor's calendar."""
    with mairie_context(mairie):
        mayor = make_reader("weekly", role="mayor", email="maire@exemple.fr")
        for number in range(EVENTS):
            start = timezone.now() + HOUR + timedelta(seconds=3 + number)
            title = f"Conseil {number} de {mairie.code}"
            fields = {"title": title, "start_at": start, "end_at": start + HOUR, "reminders": [60]}
            create_event(actor=mayor, fields=fields)


def reminders(mairie):
    with mairie_context(mairie):
        return sorted(Notification.objects.filter(type="event_reminder").values_list("message", flat=True))


def waiting():
    with public_context():
        return Job.objects.filter(kind__in=["events.remind", "notifications.mail"]).count()


def mails(outbox):
    """Message-ID → (mairie, text) of what was sent; one killed while it was sent has the same id the second time."""
    sent = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in outbox.glob("*.eml")]
    return {
        str(message["Message-ID"]): (message["X-Municipality-Code"], message.get_body(("plain",)).get_content())
        for message in sent
    }


def test_each_reminder_is_given_once_although_worker_and_broker_die_around_its_moment(
    committed_db, mairie_a, mairie_b, broker, new_worker, outbox
):
    broker.start()
    first = new_worker("first")
    for mairie in (mairie_a, mairie_b):
        schedule(mairie)
    last_moment = timezone.now() + timedelta(seconds=3 + EVENTS)

    wait_until(lambda: len(reminders(mairie_a)) >= 2, what="the first reminders are given")
    first.kill()
    broker.kill()
    given = len(reminders(mairie_a)) + len(reminders(mairie_b))
    assert given < 2 * EVENTS
    wait_until(lambda: timezone.now() > last_moment, what="the other moments have passed")
    assert len(reminders(mairie_a)) + len(reminders(mairie_b)) == given

    broker.start()
    second = new_worker("second")
    wait_until(lambda: waiting() < 2 * EVENTS - given, what="work goes on")
    second.stop()
    new_worker("third")
    wait_until(lambda: waiting() == 0, seconds=60, what="all reminders are given and mailed")

    for mairie in (mairie_a, mairie_b):
        expected = [f"Conseil {number} de {mairie.code} dans 1 heure" for number in range(EVENTS)]
        assert reminders(mairie) == expected
        texts = [text for code, text in mails(outbox).values() if code == mairie.code]
        assert len(texts) == EVENTS
        assert all(sum(message in text for text in texts) == 1 for message in expected)
    assert len(mails(outbox)) == 2 * EVENTS
