"""The platform behind the standard library's WSGI server, in a thread of the test process."""

import threading
from socketserver import ThreadingMixIn
from typing import Any, Self
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.core.wsgi import get_wsgi_application
from django.db import connections


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """The platform logs its requests itself."""


def _closing(application: Any) -> Any:
    """Give the thread's connection back: each request has a thread of its own."""

    def serve(environ: Any, start_response: Any) -> Any:
        try:
            answer = application(environ, start_response)
            body = b"".join(answer)
            answer.close()
            return [body]
        finally:
            connections.close_all()

    return serve


class ThreadedServer:
    """Serves from `__enter__` to `__exit__` at `port`."""

    def __enter__(self) -> Self:
        self._server = make_server("127.0.0.1", 0, _closing(get_wsgi_application()), _Server, _Quiet)
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
