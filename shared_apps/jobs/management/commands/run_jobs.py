"""Do due work in this process, without a broker: for small installations and tests."""

import logging
import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections
from django.utils.translation import gettext as _

from shared_apps.jobs.services.execution import Outcome, ensure_recurring, run_due

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = _("Exécute les tâches échues dans ce processus, sans Celery ni Redis.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help=_("s'arrêter dès que plus rien n'est échu"))
        parser.add_argument(
            "--every", type=float, default=1.0, metavar="SECONDES", help=_("pause quand rien n'est échu")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            ensure_recurring()
            done = run_due()[Outcome.DONE]
            self.stdout.write(_("Tâches exécutées : %d") % done)
        else:
            self._serve(options["every"])

    def _serve(self, pause: float) -> None:
        """Work until asked to stop; the job under way is finished first."""
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            close_old_connections()
            try:
                ensure_recurring()
                run_due(stop=stop.is_set)
            except DatabaseError:
                logger.exception("the database does not answer")
            stop.wait(pause)
