"""What apps do with due work; operators' actions are in `operations`, running it is in `dispatch` and `execution`."""

from shared_apps.jobs.services.dispatch import release_held
from shared_apps.jobs.services.forgetting import forget
from shared_apps.jobs.services.queue import Item, cancel, cancel_many, enqueue, enqueue_email, enqueue_many

__all__ = ["Item", "cancel", "cancel_many", "enqueue", "enqueue_email", "enqueue_many", "forget", "release_held"]
