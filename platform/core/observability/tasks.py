"""Each log line of a Celery task says which task and which job it belongs to; the mairie comes from the connection."""

import inspect
from typing import Any

from celery import signals

from core.observability.context import bind

FIELDS = ("task", "task_id", "job")


def install() -> None:
    """Connect to Celery's signals; called once where the Celery app is made."""
    signals.task_prerun.connect(_started, weak=False, dispatch_uid="core.observability.started")
    signals.task_postrun.connect(_ended, weak=False, dispatch_uid="core.observability.ended")


def _started(task_id: str, task: Any, args: Any = (), kwargs: Any = None, **_: Any) -> None:
    bind(task=task.name, task_id=task_id, job=_job_id(task, args, kwargs or {}))


def _ended(**kwargs: Any) -> None:
    bind(**dict.fromkeys(FIELDS))


def _job_id(task: Any, args: Any, kwargs: dict[str, Any]) -> Any:
    """The task's argument `job_id`, however it was passed."""
    try:
        return inspect.signature(task.run).bind_partial(*args, **kwargs).arguments.get("job_id")
    except TypeError:
        return None
