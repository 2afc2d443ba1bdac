"""The database and the broker that a run stands on: those that the environment names, or embedded ones."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import psycopg
import redis

from core.embedded.account import Account, Programs, programs, server_account
from core.embedded.errors import Refusal
from core.embedded.home import SERVERS, Home
from core.embedded.postgres import Postgres
from core.embedded.processes import Child
from core.embedded.valkey import Valkey


@dataclass
class Servers:
    """Where the servers answer, and those among them that were started here."""

    database_url: str = ""
    redis_url: str = ""
    children: list[Child] = field(default_factory=list)

    def environment(self) -> dict[str, str]:
        """The variables that lead a process to them."""
        return {"DATABASE_URL": self.database_url, "REDIS_URL": self.redis_url}


@contextmanager
def running(home: Home, *, durable: bool) -> Iterator[Servers]:
    """Servers for as long as the block runs; one that DATABASE_URL or REDIS_URL names is used as it is."""
    servers = Servers(os.environ.get("DATABASE_URL", ""), os.environ.get("REDIS_URL", ""))
    _require_named(servers)
    try:
        if not (servers.database_url and servers.redis_url):
            _start_missing(servers, home, durable=durable)
        yield servers
    finally:
        for child in reversed(servers.children):
            child.stop()


def _start_missing(servers: Servers, home: Home, *, durable: bool) -> None:
    account: Account | None = server_account(home.path / SERVERS)
    available: Programs = programs(account)
    if not servers.database_url:
        postgres = Postgres(home, available.postgres, account, durable=durable)
        servers.children.append(postgres.start())
        servers.database_url = postgres.url
    if not servers.redis_url:
        valkey = Valkey(home, available.valkey, account)
        servers.children.append(valkey.start())
        servers.redis_url = valkey.url


def _require_named(servers: Servers) -> None:
    """Refuse a named server that does not answer; passwords stay out of the message."""
    if servers.database_url:
        try:
            psycopg.connect(servers.database_url, connect_timeout=5).close()
        except psycopg.Error as error:
            raise Refusal(
                f"DATABASE_URL : {_place(servers.database_url)} ne répond pas ({_first_line(error)})"
            ) from error
    if servers.redis_url:
        try:
            with redis.Redis.from_url(
                servers.redis_url, socket_timeout=5, socket_connect_timeout=5, retry=None
            ) as client:
                client.ping()
        except (redis.RedisError, ValueError) as error:
            raise Refusal(f"REDIS_URL : {_place(servers.redis_url)} ne répond pas ({_first_line(error)})") from error


def _place(url: str) -> str:
    return urlsplit(url)._replace(query="").netloc.rpartition("@")[2] or "le serveur"


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
