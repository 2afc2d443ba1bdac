"""The scheduler while the broker is down: one line when it goes, one when it is back."""

import logging
import socket

import pytest
from celery import Celery

from config.beat import Scheduler
from config.celery import CONFIGURATION


@pytest.fixture
def scheduler():
    """With a broker where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = Celery("beat", broker=f"redis://127.0.0.1:{port}/0", set_as_current=False)
    app.conf.update({**CONFIGURATION, "broker_url": app.conf.broker_url})
    return Scheduler(app, lazy=True)


def test_an_outage_of_the_broker_is_one_line_and_its_end_another(scheduler, caplog, monkeypatch):
    caplog.set_level(logging.INFO)
    scheduler.setup_schedule()
    entry = scheduler.schedule["jobs.dispatch"]

    for _second in range(3):
        scheduler.apply_entry(entry)
    [line] = [record for record in caplog.records if record.name == "config.beat"]
    assert (line.levelname, line.exc_info) == ("ERROR", None)
    assert "the broker takes no work" in line.getMessage()

    monkeypatch.setattr(scheduler, "apply_async", lambda *args, **kwargs: None)
    for _second in range(3):
        scheduler.apply_entry(entry)
    assert [record.getMessage() for record in caplog.records if record.name == "config.beat"][1:] == [
        "the broker takes work again"
    ]
