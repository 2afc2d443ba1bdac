"""As little as an application can do: the same bytes for every request, whatever is asked."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

BODY = [Path(os.environ["BENCH_BODY"]).read_bytes()]
HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Length", str(len(BODY[0]))),
    ("Content-Encoding", "br"),
]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    """Answer."""
    start_response("200 OK", HEADERS)
    return BODY
