"""Celery: carries claims of jobs to workers. What must not be lost is in the database, no message is precious."""

import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging, worker_ready
from kombu import Queue

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings

from config import repairs
from core.observability.tasks import install as install_log_fields

JOBS, DISPATCH = "jobs", "dispatch"
SOFT_LIMIT, HARD_LIMIT = 300, 330  # seconds a handler has

CONFIGURATION: dict[str, Any] = {
    "broker_url": settings.REDIS_URL,
    "broker_transport_options": {
        "global_keyprefix": "ecms:celery:",
        # When a message of a dead worker comes back; its claim has been given to another one long before.
        "visibility_timeout": 3_600,
        "socket_connect_timeout": 5,
        "socket_timeout": 30,
        "socket_keepalive": True,
    },
    "broker_connection_retry_on_startup": True,
    "broker_connection_max_retries": None,
    "task_serializer": "json",
    "accept_content": ["json"],
    "result_backend": None,
    "task_ignore_result": True,
    # Workers take turns between their queues, so dispatching never waits behind the work it has handed out.
    "task_queues": [Queue(JOBS), Queue(DISPATCH)],
    "task_default_queue": JOBS,
    "task_create_missing_queues": False,
    "task_acks_late": True,
    "worker_prefetch_multiplier": 1,
    # A message whose worker process died is not delivered again: the lease of its claim runs out, and the attempt
    # counts, so that a job that kills its worker ends dead instead of going round for ever.
    "task_reject_on_worker_lost": False,
    # A lost broker does not interrupt the work: its lock keeps a message that is delivered again from doing it twice.
    "worker_cancel_long_running_tasks_on_connection_loss": False,
    "task_soft_time_limit": SOFT_LIMIT,
    "task_time_limit": HARD_LIMIT,
    "worker_max_tasks_per_child": 2_000,
    "worker_send_task_events": False,
    # The tasks' base class closes connections by their age, as requests do; this only keeps Celery from closing each.
    "CELERY_DB_REUSE_MAX": 1_000_000,
    "timezone": "UTC",
    "beat_scheduler": "config.beat:Scheduler",  # in memory: nothing to remember between two starts
    "beat_schedule": {
        "jobs.dispatch": {
            "task": "jobs.dispatch",
            "schedule": 1.0,
            "options": {"queue": DISPATCH, "expires": 2, "time_limit": 60, "retry": False},
        },
    },
}

repairs.install()
app = Celery("ecms", task_cls="core.tenancy.tasks:PlatformTask")
app.conf.update(CONFIGURATION)
app.autodiscover_tasks()
install_log_fields()


@setup_logging.connect
def keep_logging(**kwargs: Any) -> None:
    """Being connected is enough: logs stay as Django's settings have configured them."""


@worker_ready.connect
def plan_recurring(**kwargs: Any) -> None:
    """Have recurring work of this release planned."""
    app.send_task("jobs.ensure_recurring", expires=3_600)
