"""PostgreSQL and Valkey out of Python wheels, for the demo and the tests; production brings its own servers."""

from core.embedded.errors import Refusal
from core.embedded.home import Home, throwaway
from core.embedded.servers import Servers, running

__all__ = ["Home", "Refusal", "Servers", "running", "throwaway"]
