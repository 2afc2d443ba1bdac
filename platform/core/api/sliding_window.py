"""The sliding window itself, once for Redis (atomic) and once for this process; both give the same answers."""

import math
import threading
from collections import OrderedDict

# KEYS[1]; limit, period in ms, now in ms, cost (0 only looks). Answers the seconds to wait, 0 when accepted.
SCRIPT = """
local limit, period, now, cost = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local window = math.floor(now / period)
local state = redis.call('HMGET', KEYS[1], 'w', 'c', 'p')
local seen, used, before = tonumber(state[1]) or window, tonumber(state[2]) or 0, tonumber(state[3]) or 0
if seen == window - 1 then before, used = used, 0 elseif seen < window - 1 then before, used = 0, 0 end
local elapsed = now - window * period
if before * (period - elapsed) / period + used + 1 <= limit then
  if cost > 0 then
    redis.call('HSET', KEYS[1], 'w', window, 'c', used + cost, 'p', before)
    redis.call('PEXPIRE', KEYS[1], period * 2)
  end
  return 0
end
local delay
if used + 1 <= limit then
  delay = period * (1 - (limit - used - 1) / before) - elapsed
else
  delay = period - elapsed + math.max(0, period * (1 - (limit - 1) / used))
end
return math.max(1, math.ceil(delay / 1000))
"""


class LocalWindows:
    """The counters of one process, bounded: the least recently used are forgotten first."""

    def __init__(self, size: int = 10_000) -> None:
        self._size = size
        self._lock = threading.Lock()
        self._states: OrderedDict[str, tuple[int, int, int]] = OrderedDict()

    def use(self, name: str, limit: int, period: int, now: int, cost: int) -> int:
        """The Python twin of SCRIPT: seconds to wait, 0 when accepted."""
        window, elapsed = divmod(now, period)
        with self._lock:
            used, before = self._counts(name, window)
            if before * (period - elapsed) / period + used + 1 <= limit:
                if cost:
                    self._remember(name, (window, used + cost, before))
                return 0
        if used + 1 <= limit:
            delay = period * (1 - (limit - used - 1) / before) - elapsed
        else:
            delay = period - elapsed + max(0.0, period * (1 - (limit - 1) / used))
        return max(1, math.ceil(delay / 1000))

    def forget(self, name: str) -> None:
        with self._lock:
            self._states.pop(name, None)

    def clear(self) -> None:
        with self._lock:
            self._states.clear()

    def _counts(self, name: str, window: int) -> tuple[int, int]:
        seen, used, before = self._states.get(name, (window, 0, 0))
        if seen >= window:
            return used, before
        return 0, used if seen == window - 1 else 0

    def _remember(self, name: str, state: tuple[int, int, int]) -> None:
        self._states[name] = state
        self._states.move_to_end(name)
        while len(self._states) > self._size:
            self._states.popitem(last=False)
