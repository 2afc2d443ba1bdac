"""`python -m core.embedded -- COMMAND…`: run a command with throw-away servers and return its exit code.

`python -m core.embedded --forget HOME` deletes a home with its servers' data, wherever those had to be put.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType

from core.embedded.errors import Refusal
from core.embedded.home import Home, delete, throwaway
from core.embedded.processes import follow_make, follower
from core.embedded.servers import running

USAGE = "usage: python -m core.embedded (-- COMMAND [ARGUMENT…] | --forget HOME)"


def main(arguments: list[str]) -> int:
    """Do as asked; 2 for a call that is not understood, 1 for a refusal."""
    try:
        match arguments:
            case ["--", *command] if command:
                return with_servers(command)
            case ["--forget", home]:
                delete(Home(Path(home)))
                return 0
    except Refusal as refusal:
        print(f"ecms: {refusal}", file=sys.stderr)
        return 1
    print(USAGE, file=sys.stderr)
    return 2


def with_servers(command: list[str]) -> int:
    """Bring the servers up, run the command, take them down."""
    follow_make()
    signal.signal(signal.SIGTERM, _leave)
    try:
        with throwaway() as home, running(home, durable=False) as servers:
            variables = {**servers.environment(), "ECMS_ENV": "test", "ECMS_HOME": str(home.path)}
            return _run(command, {**os.environ, **variables})
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


def _run(command: list[str], environment: dict[str, str]) -> int:
    """Run it in the terminal's foreground; Ctrl-C is for it to handle, SIGTERM is passed on to it."""
    try:
        process = subprocess.Popen(command, env=environment, preexec_fn=follower(signal.SIGTERM))
    except OSError as error:
        raise Refusal(f"{command[0]} : {error.strerror}") from error
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda number, _frame: process.send_signal(number))
    code = process.wait()
    return code if code >= 0 else 128 - code


def _leave(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
