"""Databases that tests and measurements make for themselves and remove again."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import psycopg
from django.db import connection, connections
from psycopg.sql import SQL, Identifier


def recreate(name: str, *, template: str | None = None) -> None:
    """An empty database of this name, or a copy of `template`, whatever was there before."""
    drop(name)
    copy = SQL(" TEMPLATE {} STRATEGY FILE_COPY").format(Identifier(template)) if template else SQL("")
    with _admin() as admin:
        admin.execute(SQL("CREATE DATABASE {}").format(Identifier(name)) + copy)


def drop(name: str) -> None:
    """Remove the database and the sessions in it.

    WITH (FORCE) would refuse while an autovacuum worker is in it, whose process is a superuser's; without it
    PostgreSQL sends such workers away itself.
    """
    with _admin() as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = %s AND usename = current_user AND pid <> pg_backend_pid()",
            [name],
        )
        admin.execute(SQL("DROP DATABASE IF EXISTS {}").format(Identifier(name)))


def use(name: str) -> None:
    """Turn this process's connections to the database."""
    connections.close_all()
    connections.settings["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


@contextmanager
def throw_away_database(name: str) -> Iterator[str]:
    """An empty database that this process uses until the end of the block; gives its address."""
    recreate(name)
    use(name)
    try:
        yield address(name)
    finally:
        connections.close_all()
        drop(name)


def address(name: str) -> str:
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def _admin() -> psycopg.Connection[Any]:
    return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
