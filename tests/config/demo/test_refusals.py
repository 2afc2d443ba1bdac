"""What the demo refuses before it starts anything, and whose database it fills."""

import os

import psycopg
import pytest

from config.demo import database, environment, readiness
from core.embedded import Refusal
from tests import databases


@pytest.fixture
def empty_database():
    """The URL of a database of the test's own."""
    name = f"demo_{os.getpid()}"
    databases.recreate(name)
    yield databases.address(name)
    databases.drop(name)


def test_an_empty_database_becomes_the_homes_and_stays_so(empty_database):
    database.claim(empty_database, "home-1")
    database.claim(empty_database, "home-1")

    with pytest.raises(Refusal, match="celle d'une autre démonstration"):
        database.claim(empty_database, "home-2")


def test_a_database_with_mairies_of_somebody_is_left_alone(empty_database):
    with psycopg.connect(empty_database) as connection:
        connection.execute("CREATE TABLE public.municipalities_municipality (id int)")

    with pytest.raises(Refusal, match="ne viennent pas d'une démonstration"):
        database.claim(empty_database, "home-1")

    with psycopg.connect(empty_database) as connection:
        assert connection.execute("SELECT to_regnamespace('demo')").fetchone() == (None,)


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "80 80"])
def test_a_port_must_be_one(monkeypatch, port):
    monkeypatch.setenv("PORT", port)

    with pytest.raises(Refusal, match="n'est pas un numéro de port"):
        environment.settings()


def test_a_privileged_port_is_explained(monkeypatch):
    def forbid(*_address):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(readiness.socket.socket, "bind", forbid)

    with pytest.raises(Refusal, match="le port 80 est refusé"):
        readiness.require_free(80)


def test_an_answer_of_another_program_is_no_answer():
    assert readiness.answers(1, "localhost", "/") is False
