"""Homes: one supervisor at a time, secrets drawn once, data that stay."""

import json
import os
import subprocess
import tempfile

import psutil
import psycopg
import pytest

from core.embedded import Home, Refusal, running, throwaway
from tests.core.embedded.conftest import processes_of
from tests.processes import ended


@pytest.fixture(autouse=True)
def _no_named_servers(monkeypatch, scratch):
    for name in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))


@pytest.fixture
def sleeper():
    process = subprocess.Popen(["sleep", "120"], start_new_session=True)
    yield psutil.Process(process.pid)
    process.kill()
    process.wait()


def leave_behind(home, process, created):
    home.mkdir(exist_ok=True)
    entry = {"pid": process.pid, "created": created, "signal": 15}
    (home / "children.json").write_text(json.dumps([entry]))


def test_a_home_in_use_is_refused_until_it_is_given_back(scratch):
    first = Home(scratch / "home")
    with pytest.raises(Refusal, match="est déjà utilisé par une copie en marche"):
        Home(scratch / "home")

    first.release()

    Home(scratch / "home").release()


def test_a_home_that_cannot_be_made_is_refused(scratch):
    (scratch / "file").write_text("")

    with pytest.raises(Refusal, match="ECMS_HOME="):
        Home(scratch / "file" / "home")


def test_a_secret_is_drawn_once_for_its_owner_alone(scratch):
    home = Home(scratch / "home")
    first = home.secret("key")
    home.release()

    again = Home(scratch / "home")

    assert again.secret("key") == first
    assert len(first) >= 32
    assert again.secret("other") != first
    assert again.secret("third", lambda: "drawn") == "drawn"
    assert (again.path / "secrets" / "key").stat().st_mode & 0o777 == 0o600
    assert (again.path / "secrets").stat().st_mode & 0o777 == 0o700
    again.release()


def test_children_of_a_killed_supervisor_are_ended_at_the_next_start(scratch, sleeper):
    leave_behind(scratch / "home", sleeper, sleeper.create_time())

    Home(scratch / "home").release()

    assert ended(sleeper.pid)


def test_a_process_number_that_went_to_another_is_left_alone(scratch, sleeper):
    leave_behind(scratch / "home", sleeper, sleeper.create_time() - 3_600)

    Home(scratch / "home").release()

    assert not ended(sleeper.pid)


def test_throwaway_homes_of_killed_runs_go_and_those_in_use_stay(scratch):
    abandoned = scratch / "ecms-test-abandoned"
    (abandoned / "logs").mkdir(parents=True)
    with throwaway() as first:
        assert not abandoned.exists()
        with throwaway() as second:
            assert first.path.is_dir()
            assert second.path != first.path

    assert list(scratch.iterdir()) == []


def test_a_link_in_place_of_a_throwaway_home_is_not_followed(scratch):
    precious = scratch / "precious"
    precious.mkdir()
    (scratch / "ecms-test-link").symlink_to(precious)

    with throwaway():
        pass

    assert precious.is_dir()


def test_data_survive_to_the_next_start_whatever_the_last_one_left(scratch):
    """A server's lock file that names a living process, and half a cluster, are what a power cut leaves."""
    home = Home(scratch / "home")
    with running(home, durable=True) as servers, psycopg.connect(servers.database_url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        assert connection.execute("SHOW fsync").fetchone() == ("on",)
    home.release()
    data = (home.path / "servers").resolve()
    (data / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n{data / 'postgres'}\n")
    (data / "postgres.new").mkdir()

    again = Home(scratch / "home")
    with running(again, durable=True) as servers, psycopg.connect(servers.database_url) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)
    again.release()

    assert processes_of(scratch) == []


def test_data_of_another_postgresql_are_refused(scratch):
    home = Home(scratch / "home")
    with running(home, durable=False):
        pass
    version = (home.path / "servers").resolve() / "postgres" / "PG_VERSION"
    version.write_text("17\n")

    with pytest.raises(Refusal, match="vient de PostgreSQL 17, il faut 18"), running(home, durable=False):
        pass
    home.release()


def test_forget_deletes_a_home_but_not_one_in_use(scratch, embedded):
    home = Home(scratch / "home")

    code, _output, errors = embedded("--forget", str(home.path))

    assert code == 1
    assert "est déjà utilisé" in errors
    home.release()
    assert embedded("--forget", str(home.path))[0] == 0
    assert not home.path.exists()


def test_children_do_not_outlive_a_supervisor_killed_with_a_home_of_its_own(scratch, start):
    script = (
        "import sys, time; from pathlib import Path; from core.embedded import Home, running\n"
        "with running(Home(Path(sys.argv[1])), durable=True) as s: print(s.database_url, flush=True); time.sleep(120)"
    )
    process = start("-c", script, str(scratch / "home"))
    url = process.stdout.readline().strip()
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")

    process.kill()
    process.wait()
    home = Home(scratch / "home")

    with running(home, durable=True) as servers, psycopg.connect(servers.database_url) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)
    home.release()
