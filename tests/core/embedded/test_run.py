"""`python -m core.embedded -- COMMAND`."""

import signal
import sys
from pathlib import Path

import psutil
import psycopg
import pytest
import redis

from tests.core.embedded.conftest import eventually, processes_of
from tests.processes import ended

SAY = 'printf "%s\\n" "$DATABASE_URL" "$REDIS_URL" "$ECMS_ENV" "$ECMS_HOME"'


@pytest.fixture
def waiting(start, scratch):
    """A run whose command waits: its process, the URLs, its home and the command's process."""

    def begin():
        process = start("-m", "core.embedded", "--", "sh", "-c", f"{SAY}; echo $$; exec sleep 120")
        database, broker, _env, home, number = (process.stdout.readline().strip() for _ in range(5))
        return process, database, broker, Path(home), psutil.Process(int(number))

    return begin


def test_the_command_finds_both_servers_and_nothing_is_left_of_them(embedded, scratch):
    script = (
        "import os, psycopg, redis;"
        "print(psycopg.connect(os.environ['DATABASE_URL']).execute('SELECT 1').fetchone()[0]);"
        "print(redis.Redis.from_url(os.environ['REDIS_URL']).ping());"
        "print(os.environ['ECMS_ENV'], os.path.isdir(os.environ['ECMS_HOME']))"
    )

    code, output, errors = embedded("--", sys.executable, "-c", script)

    assert (code, output.split(), errors) == (0, ["1", "True", "test", "True"], "")
    assert list(scratch.iterdir()) == []
    assert processes_of(scratch) == []


@pytest.mark.parametrize(("command", "code"), [("exit 7", 7), ("kill -TERM $$", 128 + signal.SIGTERM)])
def test_the_exit_code_is_the_commands(embedded, command, code):
    assert embedded("--", "sh", "-c", command)[0] == code


def test_a_command_that_does_not_exist_is_one_line(embedded):
    code, output, errors = embedded("--", "no-such-command")

    assert (code, output) == (1, "")
    assert errors == "ecms: no-such-command : No such file or directory\n"


@pytest.mark.parametrize("arguments", [[], ["--"], ["ls"], ["--forget"]])
def test_a_call_that_is_not_understood_gets_the_usage(embedded, arguments):
    code, _output, errors = embedded(*arguments)

    assert code == 2
    assert errors.startswith("usage: python -m core.embedded")


def test_servers_listen_on_this_machine_only_and_want_their_password(waiting):
    _process, database, broker, home, _command = waiting()

    for child in processes_of(home):
        listening = [c.laddr.ip for c in child.net_connections() if c.status == psutil.CONN_LISTEN]
        assert set(listening) <= {"127.0.0.1"}
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(database.replace("ecms:", "ecms:wrong"))
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(database.replace("//ecms:", "//postgres:"))
    with pytest.raises(redis.AuthenticationError):
        redis.Redis.from_url(broker.replace("//:", "//:wrong")).ping()


def test_the_role_owns_its_database_and_is_no_superuser(waiting):
    _process, database, _broker, _home, _command = waiting()

    with psycopg.connect(database) as connection:
        role = connection.execute(
            "SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        settings = dict(
            connection.execute(
                "SELECT name, setting FROM pg_settings WHERE name IN "
                "('max_connections', 'max_locks_per_transaction', 'TimeZone', 'fsync', 'server_encoding')"
            ).fetchall()
        )

    assert role == (False, True, False)
    assert settings == {
        "max_connections": "200",
        "max_locks_per_transaction": "1024",
        "TimeZone": "UTC",
        "fsync": "off",
        "server_encoding": "UTF8",
    }


def test_the_text_search_parser_knows_french_letters_and_punctuation(waiting):
    _process, database, _broker, _home, _command = waiting()

    with psycopg.connect(database) as connection:
        words = connection.execute("SELECT to_tsvector('simple', '«Noël» à l’école, œuvre')::text").fetchone()[0]
        lower = connection.execute("SELECT lower('ÉCOLE')").fetchone()[0]

    assert words == "'l':3 'noël':1 'à':2 'école':4 'œuvre':5"
    assert lower == "école"


def test_sigterm_ends_the_command_and_then_the_servers(waiting, scratch):
    process, _database, _broker, _home, command = waiting()

    process.terminate()

    assert process.wait(20) == 128 + signal.SIGTERM
    assert ended(command.pid)
    assert processes_of(scratch) == []
    assert list(scratch.iterdir()) == []


def test_after_kill_9_nothing_goes_on_and_the_next_run_tidies_up(waiting, embedded, scratch):
    process, _database, _broker, home, command = waiting()

    process.kill()

    assert eventually(lambda: not processes_of(scratch))
    assert eventually(lambda: ended(command.pid))
    assert home.is_dir()
    assert embedded("--", "true")[0] == 0
    assert not home.exists()


def test_a_run_leaves_one_that_is_still_going_alone(waiting, embedded):
    _process, database, _broker, home, _command = waiting()

    code, output, _errors = embedded("--", "sh", "-c", SAY)

    assert code == 0
    assert output.splitlines()[0] != database
    assert home.is_dir()
    psycopg.connect(database).close()


def test_named_servers_are_used_as_they_are(waiting, embedded, scratch):
    _process, database, broker, home, _command = waiting()

    code, output, _errors = embedded("--", "sh", "-c", f"{SAY}; ls $ECMS_HOME", DATABASE_URL=database, REDIS_URL=broker)

    said = output.splitlines()
    assert code == 0
    assert said[:3] == [database, broker, "test"]
    assert "logs" not in said[4:]
    assert len(processes_of(home)) >= 2


@pytest.mark.parametrize(
    ("name", "url", "place"),
    [
        ("DATABASE_URL", "postgresql://ecms:geheim@127.0.0.1:1/ecms", "127.0.0.1:1"),
        ("REDIS_URL", "redis://:geheim@127.0.0.1:1/0", "127.0.0.1:1"),
        ("DATABASE_URL", "postgresql://ecms:geheim@/ecms?host=/nowhere", "le serveur"),
        ("REDIS_URL", "nonsense", "le serveur"),
    ],
)
def test_a_named_server_that_does_not_answer_is_one_line_without_its_password(embedded, name, url, place):
    code, output, errors = embedded("--", "true", **{name: url})

    assert (code, output) == (1, "")
    assert errors.startswith(f"ecms: {name} : {place} ne répond pas (")
    assert errors.count("\n") == 1
    assert "geheim" not in errors
