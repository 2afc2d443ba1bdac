"""The processes of the platform, as the demo starts them and docker-compose.yml repeats them (a test compares)."""

import sys

WEB = (
    *("python", "-m", "granian", "--interface", "wsgi", "--no-ws"),
    *("--workers", "2", "--blocking-threads", "4", "--workers-kill-timeout", "10"),
    *("--respawn-failed-workers", "config.wsgi:application"),
)
CELERY = ("python", "-m", "celery", "--app", "config.celery:app")
WORKER = (*CELERY, "worker", "--loglevel", "INFO", "--concurrency", "2")
BEAT = (*CELERY, "beat", "--loglevel", "INFO", "--pidfile=")
PING = (*CELERY, "inspect", "ping", "--timeout", "1")
MIGRATE = ("python", "manage.py", "migrate_schemas")
REGISTER = ("python", "manage.py", "load_register")


def here(*command: str) -> list[str]:
    """The command with this very interpreter, whose environment holds the packages."""
    return [sys.executable if part == "python" else part for part in command]
