"""Celery tasks that know where they run: a mairie's, or the platform's; never where the task before happened to be."""

from contextlib import AbstractContextManager
from typing import Any

from celery.contrib.django.task import DjangoTask
from celery.result import AsyncResult
from django.db import close_old_connections

from core.tenancy.context import NoTenant, mairie_context, public_context, require
from core.tenancy.directory import directory

MUNICIPALITY_HEADER = "municipality"


class PlatformTask(DjangoTask):
    """Runs in the public schema, wherever it was called from; the default of every task."""

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run in the right schema, on a connection that still works and is not too old."""
        eager = self.request.is_eager or self.request.called_directly
        if not eager:
            close_old_connections()
        try:
            with self.place():
                return super().__call__(*args, **kwargs)
        finally:
            if not eager:
                close_old_connections()

    def place(self) -> AbstractContextManager[Any]:
        return public_context()


class MairieTask(PlatformTask):
    """Runs in the mairie that the caller was in, which travels in a header of the message; without one it fails."""

    abstract = True

    def apply_async(self, *args: Any, headers: dict[str, Any] | None = None, **options: Any) -> AsyncResult:
        """Send the task on behalf of the current mairie, or of the one that `headers` names; else raise NoTenant."""
        code = (headers or {}).get(MUNICIPALITY_HEADER) or require().code
        return super().apply_async(*args, headers={**(headers or {}), MUNICIPALITY_HEADER: code}, **options)

    def place(self) -> AbstractContextManager[Any]:
        """The mairie of the header; one that is unknown or not open fails the task."""
        code = (self.request.headers or {}).get(MUNICIPALITY_HEADER)
        tenant = directory.by_code(code) if code else None
        if tenant is None or tenant.state != "active":
            raise NoTenant(f"task {self.name}: no open mairie of code {code!r}")
        return mairie_context(tenant)
