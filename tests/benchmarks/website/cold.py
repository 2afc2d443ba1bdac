"""What the home page costs when it has to be rendered, compressed and kept, in this process."""

import statistics
import time
from typing import NamedTuple

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test.client import RequestFactory

from core.pages.front import Front
from core.pages.shelves import shelves

TIMES = 40


class Cold(NamedTuple):
    """Queries of one rendering, and its time in milliseconds."""

    queries: int
    median_ms: float
    fastest_ms: float


def measured(host: str) -> Cold:
    """Render it several times, each as if it never had been."""
    front, queries, times = Front(WSGIHandler()), 0, []

    def count(execute, sql, params, many, context):
        nonlocal queries
        queries += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        for _turn in range(TIMES):
            shelves.clear()
            queries = 0
            begun = time.perf_counter()
            front(RequestFactory().get("/", HTTP_HOST=host, HTTP_ACCEPT_ENCODING="br").environ, _require_200)
            times.append(time.perf_counter() - begun)
    return Cold(queries, statistics.median(times) * 1000, min(times) * 1000)


def _require_200(status, headers):
    if not status.startswith("200"):
        raise RuntimeError(status)
