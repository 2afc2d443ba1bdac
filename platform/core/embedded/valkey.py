"""Valkey on a free port of 127.0.0.1, behind a password, without persistence: what must last is in PostgreSQL."""

import os
from contextlib import suppress
from pathlib import Path

import redis

from core.embedded.account import Account
from core.embedded.files import write_private
from core.embedded.home import Home
from core.embedded.network import start_on_free_port
from core.embedded.processes import Child, spawn

START_SECONDS = 30


class Valkey:
    """The Valkey server of a home."""

    def __init__(self, home: Home, program: Path, account: Account | None) -> None:
        self._home = home
        self._program = program
        self._account = account
        self._folder = home.servers_data(account)
        self._port = 0

    def start(self) -> Child:
        """Start the server, empty."""
        return start_on_free_port(self._spawn, self._answers, seconds=START_SECONDS)

    @property
    def url(self) -> str:
        """Where the started server answers."""
        return f"redis://:{self._home.secret('servers')}@127.0.0.1:{self._port}/0"

    def _spawn(self, port: int) -> Child:
        self._port = port
        child = spawn(
            "valkey",
            [self._program, self._configuration(port)],
            log=self._home.log("valkey"),
            env={"PATH": os.defpath},
            cwd=Path("/"),
            account=self._account,
        )
        self._home.ledger.add(child)
        return child

    def _configuration(self, port: int) -> Path:
        """A private file rather than arguments, which every account of the machine can list."""
        options = {
            "bind": "127.0.0.1",
            "port": port,
            "dir": f'"{self._folder}"',
            "requirepass": self._home.secret("servers"),
            "save": '""',
            "appendonly": "no",
        }
        file = self._folder / "valkey.conf"
        write_private(file, "".join(f"{name} {value}\n" for name, value in options.items()))
        if self._account:
            os.chown(file, self._account.uid, self._account.gid)
        return file

    def _answers(self) -> bool:
        with redis.Redis.from_url(self.url, socket_timeout=2, retry=None) as client, suppress(redis.RedisError):
            client.ping()
            return True
        return False
