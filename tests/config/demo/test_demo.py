"""One life of the demo: first start, look around, crash, second start, end. The tests follow one another."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys

import psutil
import psycopg
import pytest

from config.demo import towns
from core.embedded.network import free_port
from tests.config.demo.conftest import ROOT
from tests.processes import ended

HEALTHCHECK = [sys.executable, "deploy/healthcheck.py"]


@pytest.fixture(scope="module")
def running(demo):
    """The demo, started by whichever test comes first."""
    if demo.process is None or demo.process.poll() is not None:
        demo.start()
    return demo


def call(demo, method, path, host, body=None, address="127.0.0.1"):
    connection = http.client.HTTPConnection(address, demo.port, timeout=10)
    text = json.dumps(body) if body is not None else None
    connection.request(method, path, text, {"Host": host, "Content-Type": "application/json"})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, json.loads(content) if content[:1] == b"{" else content


def test_it_tells_programs_where_everything_is(running):
    told = running.told()

    assert told["base"] == f"http://localhost:{running.port}"
    assert told["mail_dir"] == str(running.home / "mail")
    assert told["operator"] == "operateur@plateforme.example"
    assert [(town["code"], town["name"]) for town in told["mairies"]] == [
        ("91274", "Mairie de Gometz-la-Ville"),
        ("97404", "Mairie de L'Étang-Salé"),
        ("17300", "Mairie de La Rochelle"),
    ]
    assert told["mairies"][0]["host"] == f"gometz-la-ville.localhost:{running.port}"
    assert told["mairies"][0]["accounts"] == {
        "mayor": "maire@gometz-la-ville.example",
        "admin": "admin@gometz-la-ville.example",
        "moderator": "moderation@gometz-la-ville.example",
        "citizen": "citoyen@gometz-la-ville.example",
    }
    assert running.file.stat().st_mode & 0o777 == 0o600


def test_it_tells_people_the_same(running):
    said, told = running.said(), running.told()

    assert told["password"] in said
    assert told["operator"] in said
    assert f"{told['base']}/api/v1/docs/" in said
    for town in told["mairies"]:
        assert f"http://{town['host']}/" in said
        assert all(address in said for address in town["accounts"].values())


def test_accounts_of_every_role_and_mairie_log_in_without_naming_the_mairie(running):
    told = running.told()
    host = f"localhost:{running.port}"

    first, *others = [town["accounts"] for town in told["mairies"]]

    expected = [*first.items(), *(("mayor", accounts["mayor"]) for accounts in others), ("operator", told["operator"])]
    for role, email in expected:
        body = {"email": email, "password": told["password"]}
        status, answer = call(running, "POST", "/api/v1/auth/login/", host, body)
        assert status == 200, answer
        assert answer["user"]["role"] == role


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_both_loopback_addresses_answer(running, address):
    if address == "::1" and not socket.has_ipv6:
        pytest.skip("no IPv6 here")

    assert call(running, "GET", "/readyz", f"localhost:{running.port}", address=address)[0] == 200


def test_nothing_listens_beyond_this_machine(running):
    supervisor = psutil.Process(running.process.pid)

    addresses = {
        connection.laddr.ip
        for child in supervisor.children(recursive=True)
        for connection in child.net_connections(kind="inet")
        if connection.status == psutil.CONN_LISTEN
    }

    assert addresses <= {"127.0.0.1", "::1"}


def test_the_containers_health_check_passes_here_and_fails_on_a_closed_port(running):
    environment = {"PATH": os.environ["PATH"], "ECMS_BASE_DOMAIN": "localhost"}

    healthy = subprocess.run(HEALTHCHECK, cwd=ROOT, env={**environment, "PORT": str(running.port)}, check=False)
    closed = subprocess.run(HEALTHCHECK, cwd=ROOT, env={**environment, "PORT": str(free_port())}, check=False)

    assert (healthy.returncode, closed.returncode) == (0, 1)


def test_management_commands_reach_it_through_the_env_file(running):
    listed = subprocess.run(
        [sys.executable, "manage.py", "migrate_schemas", "--plan", "--schema", "public"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **running.variables()},
        capture_output=True,
        text=True,
        check=False,
    )

    assert listed.returncode == 0, listed.stderr
    assert "No planned migration operations" in listed.stdout


def test_a_second_copy_is_refused_the_home_in_one_line(running, tmp_path):
    command = [sys.executable, "-m", "config.demo"]
    environment = {**os.environ, "ECMS_HOME": str(running.home), "PORT": str(free_port())}

    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"ecms: ECMS_HOME={running.home} est déjà utilisé par une copie en marche\n"
    assert running.file.exists()


def test_a_port_in_use_is_one_line(running, tmp_path):
    command = [sys.executable, "-m", "config.demo"]
    environment = {**os.environ, "ECMS_HOME": str(tmp_path / "other"), "PORT": str(running.port)}

    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"ecms: le port {running.port} est déjà pris")
    assert done.stderr.count("\n") == 1


def test_a_crashed_process_ends_the_demo_with_its_log(running):
    with psycopg.connect(running.variables()["DATABASE_URL"]) as connection:
        connection.execute("UPDATE m_91274.accounts_user SET first_name = 'Changée' WHERE role = 'mayor'")
        connection.execute("UPDATE m_91274.accounts_user SET email = 'partie@exemple.fr' WHERE role = 'citizen'")
    children = running.children()
    worker = next(p for p in map(psutil.Process, children) if "worker" in p.cmdline())

    worker.kill()

    assert running.process.wait(60) == 1
    assert "worker s'est arrêté (code -9), fin de" in running.said()
    assert not running.file.exists()
    assert all(map(ended, children))


def test_a_second_start_keeps_what_people_changed_and_seeds_nothing_twice(demo):
    demo.file.write_text("{}")  # as after kill -9
    told = demo.start()

    with psycopg.connect(demo.variables()["DATABASE_URL"]) as connection:
        mayors = connection.execute("SELECT first_name FROM m_91274.accounts_user WHERE role = 'mayor'").fetchall()
        parts = connection.execute("SELECT count(*) FROM demo.seeded WHERE part = 'accounts'").fetchone()

    assert mayors == [("Changée",)]
    assert parts == (len(towns.CODES),)
    assert f"Mot de passe de tous : {told['password']}" in demo.said()


def test_ctrl_c_ends_everything(running):
    children = running.children()

    assert running.stop(signal.SIGINT) == 0

    assert all(map(ended, children))
    assert not running.file.exists()
