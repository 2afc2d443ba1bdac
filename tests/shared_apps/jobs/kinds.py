"""Kinds of jobs for the tests: each leaves a row in the table `effect` of the schema it runs in."""

import os
import signal
import time

from django.db import connection

from shared_apps.jobs.errors import PermanentFailure
from shared_apps.jobs.registry import job
from shared_apps.jobs.services import enqueue

EFFECTS = (
    "CREATE TABLE {schema}.effect (id bigserial PRIMARY KEY, key text, content text, made_at timestamptz DEFAULT now())"
)


def leave_effect(key: str, content: str = "") -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO effect (key, content) VALUES (%s, %s)", [key, content])


def effects(schema: str) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT key, content FROM {schema}.effect ORDER BY id")
        return cursor.fetchall()


@job("test.effect")
def effect(*, payload, key):
    leave_effect(key, payload.get("content", ""))


@job("test.slow")
def slow(*, payload, key):
    leave_effect(key)
    time.sleep(payload["seconds"])


@job("test.failing", max_attempts=3)
def failing(*, payload, key):
    leave_effect(key)
    raise RuntimeError("the address jeanne.martin@exemple.fr is busy\nDETAIL: secret")


@job("test.permanent")
def permanent(*, payload, key):
    leave_effect(key)
    raise PermanentFailure("no such recipient")


@job("test.chain")
def chain(*, payload, key):
    leave_effect(key)
    if payload["left"]:
        enqueue("test.chain", key=f"{key}+", payload={"left": payload["left"] - 1})


@job("test.again")
def again(*, payload, key):
    """Enqueues its own key anew, later."""
    leave_effect(key, payload["content"])
    enqueue("test.again", key=key, payload={"content": "second"}, due_at=payload["next"])


@job("test.deadly", max_attempts=2)
def deadly(*, payload, key):
    leave_effect(key)
    os.kill(os.getpid(), signal.SIGKILL)
