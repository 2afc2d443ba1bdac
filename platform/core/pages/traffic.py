"""How much each mairie's kept pages are asked for: they write no access line, but one of sums a minute and mairie.

Kept pages are answered by the thousand a second; a line each would cost more than the answer.
"""

import logging
from collections import defaultdict, deque
from dataclasses import dataclass

logger = logging.getLogger("core.pages")

MOST_WAITING = 200_000  # answers; more than that in a delivery's time are not counted
OK, UNCHANGED = 200, 304


@dataclass(slots=True)
class Sums:
    """Whole answers, notices that a page is still the same, and the bytes of the bodies."""

    whole: int = 0
    unchanged: int = 0
    size: int = 0


class Traffic:
    """What this process has answered since it last said so."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[str, int, int]] = deque(maxlen=MOST_WAITING)
        self._sums: defaultdict[str, Sums] = defaultdict(Sums)
        # A mairie's code, the status and the bytes of the body; appending needs no lock.
        self.note = self._waiting.append

    def gather(self) -> None:
        """Add up the answers that wait."""
        for _number in range(len(self._waiting)):
            code, status, size = self._waiting.popleft()
            sums = self._sums[code]
            sums.whole += status == OK
            sums.unchanged += status == UNCHANGED
            sums.size += size

    def write(self, seconds: int) -> None:
        """One line for each mairie whose pages were asked for in the last `seconds`."""
        self.gather()
        written, self._sums = self._sums, defaultdict(Sums)
        for code, sums in written.items():
            counted = {"status_200": sums.whole, "status_304": sums.unchanged, "bytes": sums.size}
            logger.info("kept pages", extra={"municipality": code, **counted, "seconds": seconds})


traffic = Traffic()
