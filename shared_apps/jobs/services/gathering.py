"""Figures that are too frequent for rows: gathered in Redis, and added to the rows by a job of each mairie."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from core.redis import RedisUnavailable, client
from core.tenancy import Tenant, mairie_context, require
from core.tenancy.directory import directory
from shared_apps.jobs.services.queue import enqueue

MAIRIES_AT_ONCE = 10_000
TAKE = "local taken = redis.call('HGETALL', KEYS[1]); redis.call('DEL', KEYS[1]); return taken"


@dataclass(frozen=True, slots=True)
class Gathering:
    """Figures of one kind (`publications:views`), and the `job` that writes a mairie's to its rows."""

    name: str
    job: str

    @property
    def mairies_key(self) -> str:
        """The mairies that have figures waiting: whoever adds some adds the mairie's code here."""
        return f"ecms:{self.name}:dirty"

    def waiting_key(self, tenant: Tenant) -> str:
        """The mairie's waiting figures, by name."""
        return f"ecms:{tenant.code}:{self.name}"

    def plan(self) -> int:
        """Enqueue the job for each mairie that has figures waiting; gives how many. Run outside any mairie."""
        try:
            codes = [code.decode() for code in client().spop(self.mairies_key, MAIRIES_AT_ONCE)]
        except RedisUnavailable:
            return 0
        tenants = [tenant for tenant in map(directory.by_code, codes) if tenant]
        for tenant in tenants:
            with mairie_context(tenant):
                enqueue(self.job, key=self.name.rpartition(":")[2], payload={}, bulk=True)
        return len(tenants)

    @contextmanager
    def taken(self) -> Iterator[dict[str, int]]:
        """The mairie's waiting figures, perhaps none; they go back to waiting when storing them fails."""
        tenant = require()
        try:
            taken = client().eval(TAKE, 1, self.waiting_key(tenant))
        except RedisUnavailable:
            taken = []
        waiting = {name.decode(): int(number) for name, number in zip(taken[::2], taken[1::2], strict=True)}
        try:
            yield waiting
        except Exception:
            self._put_back(tenant, waiting)
            raise

    def _put_back(self, tenant: Tenant, waiting: Mapping[str, int]) -> None:
        try:
            for name, number in waiting.items():
                client().hincrby(self.waiting_key(tenant), name, number)
            client().sadd(self.mairies_key, tenant.code)
        except RedisUnavailable:
            return
