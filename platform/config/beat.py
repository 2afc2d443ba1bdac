"""Celery's beat, which says in one line that the broker is away and in another that it is back."""

import logging
from typing import Any

from celery import beat

logger = logging.getLogger("config.beat")


class Scheduler(beat.Scheduler):
    """Asks the broker again each time; Celery's own would write a traceback each second of an outage."""

    is_cut_off = False

    def apply_entry(self, entry: Any, producer: Any = None) -> None:
        try:
            self.apply_async(entry, producer=producer, advance=False)
        except beat.SchedulingError as error:
            if not self.is_cut_off:
                logger.error("the broker takes no work, which waits in the database meanwhile: %s", error)
            self.is_cut_off = True
            return
        if self.is_cut_off:
            logger.info("the broker takes work again")
        self.is_cut_off = False
