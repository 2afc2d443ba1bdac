"""Who a supervisor started, on disk: the next one ends what a killed one left behind."""

import json
import signal
from pathlib import Path

import psutil

from core.embedded.files import write_private
from core.embedded.processes import Child, kill_group

SAME_PROCESS_SECONDS = 1.0


class Ledger:
    """The children of one home, each with its time of creation: a process number alone may have gone to another."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._entries: list[dict[str, float]] = []

    def add(self, child: Child) -> None:
        try:
            created = psutil.Process(child.process.pid).create_time()
        except psutil.NoSuchProcess:
            return
        self._entries.append({"pid": child.process.pid, "created": created, "signal": child.stop_signal})
        self._write()

    def remove(self, child: Child) -> None:
        """Forget a child that has ended."""
        self._entries = [entry for entry in self._entries if entry["pid"] != child.process.pid]
        self._write()

    def clear(self) -> None:
        self._entries.clear()
        self._file.unlink(missing_ok=True)

    def end_leftovers(self) -> None:
        """End every child still alive from an earlier supervisor."""
        if self._file.exists():
            for entry in json.loads(self._file.read_text(encoding="utf-8")):
                _end(int(entry["pid"]), entry["created"], signal.Signals(int(entry["signal"])))
        self.clear()

    def _write(self) -> None:
        write_private(self._file, json.dumps(self._entries))


def _end(pid: int, created: float, stop_signal: signal.Signals, patience: float = 10.0) -> None:
    try:
        process = psutil.Process(pid)
        if abs(process.create_time() - created) > SAME_PROCESS_SECONDS:
            return
        process.send_signal(stop_signal)
        process.wait(patience)
    except psutil.NoSuchProcess:
        return
    except psutil.TimeoutExpired:
        process.kill()
    kill_group(pid)
