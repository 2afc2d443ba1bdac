"""The demo as people start it, with a home and a port of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.embedded.network import free_port

ROOT = Path(__file__).resolve().parents[3]
OURS = ("DATABASE_URL", "REDIS_URL", "STORAGE_URL", "ECMS_ENV", "ECMS_BASE_DOMAIN", "MAKELEVEL")


class Demo:
    """One home in which the demo is started and stopped."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.port = free_port()
        self.process: subprocess.Popen[str] | None = None
        self.output = folder / "output"

    def spawn(self, **extra: str) -> subprocess.Popen[str]:
        kept = {name: value for name, value in os.environ.items() if name not in OURS}
        own = {"ECMS_HOME": str(self.home), "PORT": str(self.port), "PYTHONPATH": f"{ROOT / 'platform'}:{ROOT}"}
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "config.demo"],
                env={**kept, **own, **extra},
                cwd=ROOT,
                text=True,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        return self.process

    def start(self) -> dict[str, Any]:
        """Start it and wait for demo.json, for that of an earlier start to be gone first."""
        process, deadline = self.spawn(), time.monotonic() + 120
        while "Ctrl-C" not in self.said() or not self.file.exists():
            assert process.poll() is None, self.said()
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.1)
        return self.told()

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Signal it and wait; its exit code."""
        self.process.send_signal(number)
        return self.process.wait(60)

    @property
    def file(self) -> Path:
        return self.home / "demo.json"

    def told(self) -> dict[str, Any]:
        return json.loads(self.file.read_text())

    def said(self) -> str:
        return self.output.read_text()

    def variables(self) -> dict[str, str]:
        """What the file for further commands exports."""
        script = f". {self.home / 'env'} && env -0"
        pairs = subprocess.check_output(["sh", "-c", script], env={}, text=True).split("\0")
        return dict(pair.split("=", 1) for pair in pairs if "=" in pair)

    def children(self) -> list[int]:
        return [int(entry["pid"]) for entry in json.loads((self.home / "children.json").read_text())]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    started = Demo(tmp_path_factory.mktemp("demo"))
    yield started
    if started.process and started.process.poll() is None:
        started.stop()
