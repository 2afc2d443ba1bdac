"""Real workers and a real broker that a test may start, stop and kill."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import redis

from core.embedded.account import programs
from core.embedded.network import free_port

ROOT = Path(__file__).resolve().parents[3]


def wait_until(condition, *, seconds=30.0, what="it happens"):
    """Poll until `condition()` is true and return its value."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if value := condition():
            return value
        time.sleep(0.05)
    raise AssertionError(f"waited {seconds} s in vain until {what}")


class Broker:
    """A Valkey of the test's own on a port that it keeps."""

    def __init__(self):
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.process = None

    def start(self):
        command = [str(programs(None).valkey), "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd="/")
        wait_until(self._answers, what="the broker answers")

    def kill(self):
        """Stop it as a power cut would: what it held is lost."""
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def _answers(self):
        try:
            return redis.Redis.from_url(self.url, socket_timeout=1, retry=None).ping()
        except redis.RedisError:
            return False


class Worker:
    """A Celery worker with beat inside, in a process group of its own."""

    def __init__(self, *, database, broker, log):
        base, _slash, _name = os.environ["DATABASE_URL"].rpartition("/")
        self.log = Path(log)
        self.environment = {
            **os.environ,
            "DATABASE_URL": f"{base}/{database}",
            "REDIS_URL": broker.url,
            "ECMS_LOG_FORMAT": "json",
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'platform'}",
        }
        self.process = None

    def start(self):
        command = [sys.executable, "-m", "celery", "--app", "tests.shared_apps.jobs.worker", "worker", "--beat"]
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [*command, "--concurrency", "2", "--loglevel", "INFO", "--hostname", f"{self.log.stem}@test"],
                stdout=output,
                stderr=output,
                env=self.environment,
                cwd=ROOT,
                start_new_session=True,
            )

    def kill(self):
        """SIGKILL for the worker and all its children at once: nobody gets to tidy up."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def stop(self):
        """Ask it to end, as a deployment does."""
        self.process.terminate()
        self.process.wait(30)
        self.process = None
