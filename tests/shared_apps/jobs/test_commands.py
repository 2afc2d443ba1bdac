"""manage.py jobs and manage.py run_jobs."""

import os
import re
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from core.tenancy import mairie_context
from shared_apps.jobs.models import Job
from shared_apps.jobs.services import enqueue
from tests.shared_apps.jobs.processes import ROOT, wait_until


def add(mairie, *, kind="test.effect", key="x", **changes):
    with mairie_context(mairie):
        enqueue(kind, key=key, payload={"secret": "123456"})
    job = Job.objects.latest("id")
    Job.objects.filter(id=job.id).update(**changes)
    return job.id


def output_of(capsys, *arguments):
    call_command("jobs", *arguments)
    return capsys.readouterr().out


def test_jobs_are_listed_in_a_table_without_their_payloads(mairie_a, mairie_b, capsys):
    add(mairie_a, key="pub:12", state="dead", last_error="TimeoutError: too slow")
    add(mairie_b, key="pub:13")
    text = output_of(capsys, "list")
    assert all(
        part in text for part in ("91272", "17300", "pub:12", "abandonnée", "en attente", "TimeoutError: too slow")
    )
    assert "123456" not in text
    assert "Tâches affichées : 2 sur 2" in text
    dead = output_of(capsys, "list", "--state", "dead", "--municipality", "91272", "--kind", "test.effect")
    assert "pub:12" in dead
    assert "pub:13" not in dead


def test_jobs_are_retried_by_id_or_all_dead_ones(mairie_a, capsys):
    first, second = add(mairie_a, key="1", state="dead"), add(mairie_a, key="2", state="dead")
    assert "Tâches relancées : 1" in output_of(capsys, "retry", str(first))
    assert Job.objects.get(id=second).state == "dead"
    assert "Tâches relancées : 1" in output_of(capsys, "retry", "--all-dead")
    assert not Job.objects.filter(state="dead").exists()


def test_the_status_says_what_is_wrong_and_fails_for_supervision(mairie_a, capsys):
    assert output_of(capsys, "status") == "en attente : 0, en cours : 0, abandonnée : 0, en échec : 0\n"
    add(mairie_a, key="1", state="dead", last_error="TimeoutError: too slow")
    add(mairie_a, key="2", last_error="TimeoutError: too slow", available_at=timezone.now() - timedelta(hours=1))
    with pytest.raises(CommandError):
        call_command("jobs", "status")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "en attente : 1, en cours : 0, abandonnée : 1, en échec : 1"
    assert lines[1] == "test.effect : 1 + 1, TimeoutError: too slow"
    assert lines[2].startswith("Du travail échu attend depuis ")
    assert "│ 2   │" in (failing := output_of(capsys, "list", "--state", "failing"))
    assert "abandonnée" not in failing


@pytest.mark.parametrize("arguments", [("retry",), ("retry", "5", "--all-dead"), ("retry", "999999")])
def test_a_retry_of_nothing_is_refused(db, arguments):
    with pytest.raises(CommandError):
        call_command("jobs", *arguments)


def test_old_dead_jobs_are_purged(mairie_a, capsys):
    add(mairie_a, state="dead")
    assert "Tâches effacées : 0" in output_of(capsys, "purge")
    assert "Tâches effacées : 1" in output_of(capsys, "purge", "--days", "0")


def test_due_work_is_done_without_a_broker(effects, mairie_a, capsys):
    add(mairie_a)
    call_command("run_jobs", "--once")
    assert effects("m_91272") == [("x", "")]
    assert re.search(r"Tâches exécutées : [1-9]", capsys.readouterr().out)


def test_a_runner_works_until_it_is_asked_to_stop(committed_db):
    """Given a process of its own, with no broker that answers, it does what recurs and ends cleanly."""
    base, _slash, _name = os.environ["DATABASE_URL"].rpartition("/")
    environment = {**os.environ, "DATABASE_URL": f"{base}/{committed_db}", "REDIS_URL": "redis://127.0.0.1:1/0"}
    command = [sys.executable, "manage.py", "run_jobs", "--every", "0.1"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: Job.objects.filter(kind="jobs.purge_dead", generation=2).exists(), what="the purge has run")
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) == 0
    finally:
        process.kill()
