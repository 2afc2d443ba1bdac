"""The Celery app of the tests: the platform's own, with the test's kinds and short waits."""

from datetime import timedelta

from config.celery import app
from shared_apps.jobs import limits

limits.LEASE = timedelta(seconds=3)
limits.BUSY = timedelta(seconds=1)
app.conf.imports = ["tests.shared_apps.jobs.kinds"]
