"""Real servers, started as people start them: in a process of their own, without those of the test run."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[3]
OURS = ("DATABASE_URL", "REDIS_URL", "ECMS_HOME", "ECMS_ENV", "MAKELEVEL")


@pytest.fixture
def variables(scratch: Path) -> dict[str, str]:
    """The environment of somebody who named no server, with a folder for throw-away homes of the test's own."""
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    return {**kept, "PYTHONPATH": f"{ROOT / 'platform'}:{ROOT}", "TMPDIR": str(scratch)}


@pytest.fixture
def scratch() -> Iterator[Path]:
    """A folder that every account may enter, unlike pytest's own."""
    with tempfile.TemporaryDirectory(prefix="embedded-") as folder:
        path = Path(folder)
        path.chmod(0o755)
        yield path


@pytest.fixture
def start(variables: dict[str, str]) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start `python ARGUMENTS` and see to its end."""
    started: list[subprocess.Popen[str]] = []

    def run(*arguments: str, **extra: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, *arguments],
            env={**variables, **extra},
            cwd=ROOT,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def embedded(start: Callable[..., subprocess.Popen[str]]) -> Callable[..., tuple[int, str, str]]:
    """Run `python -m core.embedded ARGUMENTS` to its end: exit code, output, errors."""

    def run(*arguments: str, **extra: str) -> tuple[int, str, str]:
        process = start("-m", "core.embedded", *arguments, **extra)
        output, errors = process.communicate(timeout=60)
        return process.returncode, output, errors

    return run


def eventually(condition: Callable[[], bool], seconds: float = 20.0) -> bool:
    """Whether the condition comes true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return condition()


def processes_of(folder: Path) -> list[psutil.Process]:
    """Servers that work below the folder: Valkey shows its port instead of its arguments."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.name() in {"postgres", "valkey-server"} and process.cwd().startswith(str(folder)):
                found.append(process)
    return found
