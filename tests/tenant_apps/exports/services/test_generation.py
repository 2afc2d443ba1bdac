"""Exports in the background: failures, killed workers, expiry, two at once."""

import io
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import timedelta

import pytest
import redis
from django.db import connection
from django.utils import timezone

from core.tenancy import mairie_context, public_context
from core.tenancy.storage import storage
from shared_apps.jobs.models import Job
from tenant_apps.exports.errors import NoRoom, TooManyRows
from tenant_apps.exports.models import Export
from tenant_apps.exports.services import content, exports, generation
from tenant_apps.media.services import sweeping
from tests.factories import make_user
from tests.tenant_apps.exports.factories import make_export
from tests.tenant_apps.exports.files import ask, run_jobs
from tests.tenant_apps.publications.factories import make_publication
from tests.together import at_once, together


@pytest.fixture
def actor(mairie_a, inside):
    inside(mairie_a)
    return make_user(role="admin")


@pytest.fixture
def pending(actor, monkeypatch):
    """An export that waits for a worker."""
    monkeypatch.setitem(content.SMALL, "csv", 0)
    make_publication()
    return exports.request_export(kind="publications", format="csv", parameters={}, actor=actor)


def again(export: Export) -> Export:
    return Export.objects.get(pk=export.pk)


def stored() -> list[str]:
    return sorted(name for name, _time in storage.walk() if name.startswith("private/exports/"))


def make_due() -> None:
    with public_context():
        Job.objects.filter(kind=generation.GENERATE_JOB).update(available_at=timezone.now(), due_at=timezone.now())


def test_a_failure_is_tried_again_and_in_the_end_says_why(pending, monkeypatch):
    def fail(**_values):
        raise OSError(5, "Input/output error", "/tmp/secret")

    monkeypatch.setattr(content, "write", fail)
    for attempt in range(generation.ATTEMPTS):
        assert again(pending).state == "pending", attempt
        run_jobs()
        make_due()

    export = again(pending)
    assert (export.state, export.file) == ("failed", "")
    assert export.error == "Une erreur inattendue s'est produite (OSError)."
    assert stored() == []


@pytest.fixture
def full(monkeypatch):
    """The disk that files are written to has no room."""

    @contextmanager
    def full_file(_storage, _key):
        with io.BufferedRandom(io.FileIO("/dev/full", "w+")) as file:
            yield file

    monkeypatch.setattr(type(storage.keyed), "writing", full_file)


def test_a_folder_needs_no_other_room_than_its_own(actor, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "full"))

    export = exports.request_export(kind="publications", format="csv", parameters={}, actor=actor)

    assert again(export).state == "ready"
    assert stored() == [export.file]


def test_a_full_disk_is_tried_again_and_in_the_end_named(pending, full):
    for _attempt in range(generation.ATTEMPTS):
        assert again(pending).state == "pending"
        run_jobs()
        make_due()

    assert again(pending).state == "failed"
    assert again(pending).error == NoRoom.message
    assert stored() == []


def test_a_full_disk_is_named_to_whoever_asks_for_a_small_file_too(mairie_a, client_for, full):
    response = ask(client_for(mairie_a, "admin"), "publications", "format=csv")

    assert (response.status_code, response.json()["error"]["code"]) == (503, "EXPORT_NO_ROOM")
    with mairie_context(mairie_a):
        assert not Export.objects.exists()


def test_one_failure_is_not_the_end(pending, monkeypatch):
    write, calls = content.write, []

    def fail_once(**values):
        calls.append(1)
        if len(calls) == 1:
            raise OSError("a bad moment")
        return write(**values)

    monkeypatch.setattr(content, "write", fail_once)
    run_jobs()
    make_due()
    run_jobs()

    assert again(pending).is_ready
    assert stored() == [again(pending).file]


def test_a_refusal_is_final_and_in_words(pending, monkeypatch):
    def refuse(**_values):
        raise TooManyRows(most=3)

    monkeypatch.setattr(content, "write", refuse)
    run_jobs()

    assert again(pending).state == "failed"


def test_one_that_was_deleted_meanwhile_leaves_no_file(pending, monkeypatch, django_capture_on_commit_callbacks):
    write = content.write

    def delete_meanwhile(**values):
        Export.objects.filter(pk=pending.pk).delete()
        return write(**values)

    monkeypatch.setattr(content, "write", delete_meanwhile)
    with django_capture_on_commit_callbacks(execute=True):
        run_jobs()

    assert not Export.objects.filter(pk=pending.pk).exists()
    assert stored() == []


def test_an_expired_one_is_deleted_with_its_file(actor, django_capture_on_commit_callbacks):
    export = exports.request_export(kind="publications", format="csv", parameters={}, actor=actor)
    with public_context():
        job = Job.objects.get(kind=generation.EXPIRE_JOB, key=str(export.pk))
    assert job.due_at == again(export).expires_at
    assert len(stored()) == 1

    Export.objects.filter(pk=export.pk).update(expires_at=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        exports.expire(export_id=export.pk)

    assert not Export.objects.exists()
    assert stored() == []


def test_one_that_has_not_expired_stays(actor):
    export = make_export()

    exports.expire(export_id=export.pk)

    assert again(export).is_ready


def test_files_that_belong_to_no_export_are_swept(actor, monkeypatch):
    monkeypatch.setattr(sweeping, "MINIMUM_AGE", timedelta(minutes=-1))
    kept = make_export()
    lost = make_export()
    Export.objects.filter(pk=lost.pk).delete()

    assert sweeping.sweep() == [lost.file]
    assert stored() == [kept.file]


def test_a_request_that_fails_leaves_neither_row_nor_file(actor, monkeypatch):
    monkeypatch.setattr(content, "write", lambda **_values: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        exports.request_export(kind="publications", format="csv", parameters={}, actor=actor)

    assert not Export.objects.exists()
    assert stored() == []


def test_a_broker_that_is_down_costs_nothing(actor, pending, monkeypatch):
    """The work waits in the database, whatever becomes of the broker."""
    monkeypatch.setattr("core.redis.client", lambda: (_ for _ in ()).throw(redis.ConnectionError()))

    run_jobs()

    assert again(pending).is_ready


def test_the_same_request_twice_at_once_gives_whole_files(committed_db, mairie_a, client_for):
    client = client_for(mairie_a, "admin")
    with mairie_context(mairie_a):
        make_publication()

    answers = together(*[lambda: client.get("/api/v1/export/publications/?format=csv").status_code] * 4)

    assert answers == [200] * 4
    with mairie_context(mairie_a):
        assert {export.state for export in Export.objects.all()} == {"ready"}
        assert sorted(Export.objects.values_list("file", flat=True)) == stored()


def test_of_two_who_ask_for_everything_at_once_one_is_told_that_it_is_being_made(committed_db, mairie_a):
    with mairie_context(mairie_a):
        managers = [make_user(role="admin") for _number in range(4)]

    results = at_once(mairie_a, *[lambda user=user: exports.request_complete(actor=user).kind for user in managers])

    assert sorted(results) == [*["ExportInProgress"] * 3, "complete"]


KILLED = """
import os, sys, time
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()
from django.conf import settings
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from core.tenancy.storage import storage
from tenant_apps.exports.services import content, generation
from shared_apps.jobs.services.execution import run_due
write = content.write
def hang(**values):
    rows = write(**values)
    print("written", flush=True)
    time.sleep(60)
    return rows
content.write = hang
run_due()
"""


def test_a_worker_killed_half_way_leaves_nothing_to_see_and_the_next_one_does_it(
    committed_db, mairie_a, tmp_path, monkeypatch
):
    monkeypatch.setitem(content.SMALL, "csv", 0)
    with mairie_context(mairie_a):
        make_publication()
        export = exports.request_export(kind="publications", format="csv", parameters={}, actor=make_user(role="admin"))
    connection.close()
    worker = subprocess.Popen(
        [sys.executable, "-c", KILLED, committed_db],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "STORAGE_URL": f"file://{tmp_path / 'files'}"},
    )
    assert worker.stdout is not None
    assert "written" in iter(worker.stdout.readline, "").__next__()
    worker.send_signal(signal.SIGKILL)
    worker.wait(10)
    worker.stdout.close()

    with mairie_context(mairie_a):
        assert (again(export).state, again(export).file, len(stored())) == ("pending", "", 1)
        [half] = stored()
    _after_the_lease()
    with mairie_context(mairie_a):
        assert again(export).is_ready
        assert again(export).file != half
        monkeypatch.setattr(sweeping, "MINIMUM_AGE", timedelta(minutes=-1))
        assert sweeping.sweep() == [half]


def _after_the_lease() -> None:
    """Once the dead worker's session has ended and its claim is free, the work is done."""
    for _attempt in range(50):
        make_due()
        with public_context():
            Job.objects.filter(kind=generation.GENERATE_JOB).update(claim=None)
        run_jobs()
        with public_context():
            if not Job.objects.filter(kind=generation.GENERATE_JOB).exists():
                return
        time.sleep(0.1)
