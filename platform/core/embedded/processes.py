"""Child processes that never outlive their supervisor, not even one that was killed with SIGKILL."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.embedded.account import Account

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def follow_parent(signal_number: int, parent: int) -> None:
    """Have the kernel send `signal_number` to this process when `parent` dies; without effect outside Linux."""
    if sys.platform != "linux":
        return
    _libc.prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0)
    if os.getppid() != parent:  # it had died before the kernel was asked
        os.kill(os.getpid(), signal_number)


def follower(signal_number: int) -> Callable[[], None]:
    """What a child runs between fork and exec, once Popen has changed its user, which would clear the request.

    Supervisors have one thread, so running Python there is safe.
    """
    parent = os.getpid()
    return lambda: follow_parent(signal_number, parent)


def follow_make() -> None:
    """Started by make, end when make is killed: killing the command that was typed must end what it started."""
    if "MAKELEVEL" in os.environ:
        follow_parent(signal.SIGTERM, os.getppid())


@dataclass(frozen=True)
class Child:
    """A started process, its log, and the signal that asks it to stop."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    stop_signal: signal.Signals

    def alive(self) -> bool:
        return self.process.poll() is None

    def tail(self, lines: int = 20) -> str:
        """The last lines of its log."""
        text = self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""
        return "\n".join(text.splitlines()[-lines:])

    def stop(self) -> None:
        """Ask it to stop and see to it."""
        self.ask_to_stop()
        self.finish()

    def ask_to_stop(self) -> None:
        if self.alive():
            self.process.send_signal(self.stop_signal)

    def finish(self, patience: float = 15.0) -> None:
        """Wait until it has stopped, insist after `patience` seconds, and leave nothing of its process group behind."""
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        kill_group(self.process.pid)


def kill_group(leader: int) -> None:
    """End what is left of the process group that `leader` opened."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def spawn(
    name: str,
    command: Sequence[str | Path],
    *,
    log: Path,
    env: Mapping[str, str],
    cwd: Path,
    account: Account | None = None,
    stop_signal: signal.Signals = signal.SIGTERM,
) -> Child:
    """Start `command` in a session of its own: Ctrl-C reaches the supervisor alone, which stops the rest in order."""
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists():
        log.replace(log.with_suffix(".log.1"))
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(env),
            cwd=cwd,
            start_new_session=True,
            preexec_fn=follower(stop_signal),
            **(account.popen_arguments() if account else {}),
        )
    return Child(name, process, log, stop_signal)
