"""A progress bar with report lines above it, as commands over many mairies show their work."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

INTERRUPTED = 130  # what a shell answers after Ctrl-C
COLUMNS = (
    TextColumn("{task.description}"),
    BarColumn(),
    MofNCompleteColumn(),
    TimeElapsedColumn(),
    TimeRemainingColumn(),
)


class Report:
    """Lines for a person, or for a log when standard output is no terminal (then there is no bar)."""

    def __init__(self, progress: Progress, total: int, label: str) -> None:
        self._progress = progress
        self._task = progress.add_task(label, total=total)

    def line(self, text: str) -> None:
        self._progress.console.print(text, markup=False, highlight=False, soft_wrap=True)

    def advance(self) -> None:
        self._progress.advance(self._task)


def console(stdout: Any) -> Console:
    """A console on a command's standard output (Django's wrapper would end each fragment with a new line)."""
    return Console(file=getattr(stdout, "_out", stdout))


@contextmanager
def report(stdout: Any, *, total: int, label: str, verbosity: int = 1) -> Iterator[Report]:
    """Show the progress of `total` steps; nothing at verbosity 0. Ctrl-C ends the command with one line."""
    target = console(stdout)
    target.quiet = verbosity == 0
    with Progress(*COLUMNS, console=target, disable=not target.is_terminal) as progress:
        try:
            yield Report(progress, total, label)
        except KeyboardInterrupt:
            raise CommandError("Interrompue : relancez la commande pour reprendre.", returncode=INTERRUPTED) from None
