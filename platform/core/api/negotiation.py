"""Content negotiation: JSON whatever `Accept` says, so that a clumsy header never costs an answer."""

from collections.abc import Iterable
from typing import Any

from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request


class AlwaysFirst(DefaultContentNegotiation):
    """The view's first renderer; `?format=` belongs to the endpoints (exports), not to the framework."""

    def select_renderer(
        self, request: Request, renderers: Iterable[Any], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        first = next(iter(renderers))
        return first, first.media_type
