"""PostgreSQL in a folder of its own, on a free port of 127.0.0.1, with one role that is no superuser."""

import locale
import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from signal import SIGINT, SIGKILL

import psutil
import psycopg

from core.embedded.account import Account
from core.embedded.errors import Refusal
from core.embedded.home import Home
from core.embedded.network import start_on_free_port
from core.embedded.processes import Child, follower, spawn

NAME = "ecms"
FAST_SHUTDOWN = SIGINT
START_SECONDS = 120
VERSION = "18"
HOST_RULES = "host all all 127.0.0.1/32 scram-sha-256\n"
ALWAYS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "max_locks_per_transaction": "1024",
    "shared_buffers": "256MB",
    "timezone": "UTC",
    "jit": "off",
    "cluster_name": "ecms",
}
FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


class Postgres:
    """A PostgreSQL server of a home: prepare its data once, start it, wait for it."""

    def __init__(self, home: Home, programs: Path, account: Account | None, *, durable: bool) -> None:
        self._home = home
        self._programs = programs
        self._account = account
        self._options = ALWAYS if durable else {**ALWAYS, **FORGETFUL}
        self._data = home.servers_data(account) / "postgres"
        self._port = 0

    def start(self) -> Child:
        """Start the server on its data, made the first time."""
        if not self._data.exists():
            self._initialise()
        self._check_version()
        self._clear_stale_lock()
        return start_on_free_port(self._spawn, self._answers, seconds=START_SECONDS)

    @property
    def url(self) -> str:
        """Where the started server answers."""
        return f"postgresql://{NAME}:{self._home.secret('servers')}@127.0.0.1:{self._port}/{NAME}"

    def _spawn(self, port: int) -> Child:
        self._port = port
        options = [part for name, value in self._options.items() for part in ("-c", f"{name}={value}")]
        child = spawn(
            "postgres",
            [self._programs / "postgres", "-D", self._data, "-c", f"port={port}", *options],
            log=self._home.log("postgres"),
            env=_environment(),
            cwd=Path("/"),
            account=self._account,
            stop_signal=FAST_SHUTDOWN,
        )
        self._home.ledger.add(child)
        return child

    def _answers(self) -> bool:
        with suppress(psycopg.OperationalError):
            psycopg.connect(self.url, connect_timeout=2).close()
            return True
        return False

    def _initialise(self) -> None:
        """Make the cluster beside its place and move it there once it is whole.

        Its superuser has no password, so nobody logs in as it; the platform's role owns its database, as in production.
        """
        scratch = self._data.with_name("postgres.new")
        shutil.rmtree(scratch, ignore_errors=True)
        self._run("initdb", "-D", scratch, "-U", "postgres", "-E", "UTF8", "--auth=reject", "--no-sync", *_locale())
        (scratch / "pg_hba.conf").write_text(HOST_RULES, encoding="utf-8")
        password = self._home.secret("servers")
        statements = [
            f"CREATE ROLE {NAME} LOGIN CREATEDB PASSWORD '{password}';",
            f"CREATE DATABASE {NAME} OWNER {NAME};",
        ]
        self._run("postgres", "--single", "-D", scratch, "postgres", statements="\n".join([*statements, ""]))
        scratch.rename(self._data)

    def _run(self, program: str, *arguments: str | Path, statements: str = "") -> None:
        done = subprocess.run(
            [self._programs / program, *arguments],
            input=statements,
            capture_output=True,
            text=True,
            env=_environment(),
            cwd="/",
            check=False,
            preexec_fn=follower(SIGKILL),
            **(self._account.popen_arguments() if self._account else {}),
        )
        if done.returncode or "ERROR:" in done.stderr:
            raise Refusal(f"{program} a échoué :\n{done.stdout}{done.stderr}")

    def _check_version(self) -> None:
        found = (self._data / "PG_VERSION").read_text(encoding="utf-8").strip()
        if found != VERSION:
            raise Refusal(f"{self._data} vient de PostgreSQL {found}, il faut {VERSION} : supprimez {self._home.path}")

    def _clear_stale_lock(self) -> None:
        """Remove postmaster.pid of a server that is gone: its number may belong to another process by now."""
        file = self._data / "postmaster.pid"
        if not file.exists():
            return
        number = file.read_text(encoding="utf-8").partition("\n")[0]
        with suppress(psutil.Error, ValueError):
            if Path(psutil.Process(int(number)).cwd()) == self._data:
                raise Refusal(f"un PostgreSQL étranger (processus {number}) utilise {self._data}")
        file.unlink()


def _environment() -> dict[str, str]:
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


def _locale() -> list[str]:
    """Letters as in French whatever the machine: the text-search parser asks the C library what a letter is."""
    try:
        previous = locale.setlocale(locale.LC_CTYPE)
        locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
        locale.setlocale(locale.LC_CTYPE, previous)
    except locale.Error:
        return ["--locale=C"]
    return ["--locale=C.UTF-8"]
