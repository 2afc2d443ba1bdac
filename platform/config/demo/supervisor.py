"""Start servers and processes in order, watch them, and stop them all whatever happens."""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from types import FrameType
from typing import NoReturn

from rich.console import Console

from config.demo import commands, database, environment, readiness, report
from config.demo.passwords import readable_password
from config.demo.towns import Town
from core.embedded import Home, Refusal, Servers, running
from core.embedded.processes import Child, follow_make, spawn

READY_SECONDS = 120
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(Exception):
    """Somebody asked the demo to end."""


class Supervisor:
    """The demo of one home: its servers, its processes and what it says of them."""

    def __init__(self, home: Home, servers: Servers, port: int, console: Console) -> None:
        self._home = home
        self._servers = servers
        self._port = port
        self._console = console
        self._children: list[Child] = []
        self._password = home.secret("demo-password", readable_password)
        self._environment = environment.variables(home, servers, port)
        (home.path / "mail").mkdir(mode=0o700, exist_ok=True)

    def prepare(self) -> list[Town]:
        """Bring the database up to date and fill it; what is there already stays."""
        database.claim(self._servers.database_url, self._home.secret("demo-id"))
        self._step("Migrations", *commands.MIGRATE)
        self._step("Registre des communes", *commands.REGISTER)
        result = self._home.path / "towns.json"
        self._step("Mairies et contenus", "python", "-m", "config.demo.populate", str(result))
        return [Town(**town) for town in json.loads(result.read_text(encoding="utf-8"))]

    def start(self) -> None:
        """Start the web server, the worker and the scheduler."""
        self._start("web", *commands.WEB, "--host", readiness.LOOPBACK, "--port", str(self._port))
        if readiness.has_ipv6_loopback(self._port):
            self._start("web6", "python", "-m", "config.demo.loopback", str(self._port))
        self._start("worker", *commands.WORKER)
        self._start("beat", *commands.BEAT)

    def wait(self, towns: list[Town]) -> None:
        """Wait until all of it answers."""
        platform = self._environment["ECMS_BASE_DOMAIN"]
        checks = readiness.checks(self._port, f"{platform}:{self._port}", [town.host for town in towns])
        checks["worker"] = lambda: readiness.worker_answers(self._environment, environment.ROOT)
        deadline = time.monotonic() + READY_SECONDS
        for name, answers in checks.items():
            with self._console.status(f"En attente : {name}"):
                self._until(answers, deadline, f"{name} ne répond pas")

    def announce(self, towns: list[Town], base: str) -> None:
        """Say where everything is."""
        environment.write_env_file(self._home, self._environment)
        report.write(self._home.path, base=base, password=self._password, towns=towns)
        report.show(self._console, self._home.path, base=base, password=self._password, towns=towns)

    def watch(self) -> NoReturn:
        """Look after the processes; raises Refusal when one ends by itself."""
        while True:
            self._require_alive()
            time.sleep(0.3)

    def stop(self) -> None:
        """End what was started."""
        report.withdraw(self._home.path)
        (self._home.path / environment.ENV_FILE).unlink(missing_ok=True)
        for child in self._children:
            child.ask_to_stop()
        for child in self._children:
            child.finish()

    def _step(self, title: str, *command: str) -> None:
        """Run one command to its end; its log tells why when it fails."""
        self._console.print(f"{title} …", highlight=False)
        child = self._start("prepare", *command, ECMS_DEMO_PASSWORD=self._password)
        while child.alive():
            time.sleep(0.05)
        self._children.remove(child)
        self._home.ledger.remove(child)
        if child.process.returncode != 0:
            raise Refusal(f"{title} : échec\n{child.tail()}")

    def _start(self, name: str, *command: str, **extra: str) -> Child:
        child = spawn(
            name,
            commands.here(*command),
            log=self._home.log(name),
            env={**os.environ, **self._environment, **extra},
            cwd=environment.ROOT,
        )
        self._home.ledger.add(child)
        self._children.append(child)
        return child

    def _until(self, answers: Callable[[], bool], deadline: float, failure: str) -> None:
        while not answers():
            self._require_alive()
            if time.monotonic() > deadline:
                raise Refusal(f"{failure} : voyez {self._home.path / 'logs'}")
            time.sleep(0.2)

    def _require_alive(self) -> None:
        for child in (*self._servers.children, *self._children):
            if not child.alive():
                code = child.process.returncode
                raise Refusal(f"{child.name} s'est arrêté (code {code}), fin de {child.log} :\n{child.tail()}")


def main() -> int:
    """Run until Ctrl-C, SIGTERM or a crash; 0 when it was asked to end."""
    follow_make()
    for number in STOP_SIGNALS:
        signal.signal(number, _stop)
    try:
        chosen = environment.settings()
        _run(chosen, Console())
    except Refusal as refusal:
        print(f"ecms: {refusal}", file=sys.stderr)
        return 1
    except Stopped:
        return 0
    return 1


def _run(chosen: environment.Settings, console: Console) -> None:
    with ExitStack() as stack:
        home = Home(chosen.home)
        stack.callback(home.release)
        report.withdraw(home.path)
        readiness.require_free(chosen.port)
        console.print("Serveurs …", highlight=False)
        servers = stack.enter_context(running(home, durable=True))
        supervisor = Supervisor(home, servers, chosen.port, console)
        stack.callback(supervisor.stop)
        towns = supervisor.prepare()
        supervisor.start()
        supervisor.wait(towns)
        supervisor.announce(towns, chosen.base)
        supervisor.watch()


def _stop(number: int, _frame: FrameType | None) -> None:
    """Turn the first signal into an orderly end, which further ones must not disturb."""
    for each in STOP_SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    raise Stopped
