"""Short ways to enqueue and claim, and to do something on another connection."""

import threading

from django.db import connection

from core.tenancy import mairie_context, public_context
from shared_apps.jobs.services import enqueue
from shared_apps.jobs.services.dispatch import claim_due


def enqueue_in(mairie, kind, *, key="x", payload=None):
    with mairie_context(mairie) if mairie else public_context():
        enqueue(kind, key=key, payload=payload or {})


def claimed():
    (claim,) = claim_due()
    return claim


def elsewhere(work):
    """Do `work` on another connection and return its result, or raise its error."""
    outcome = {}

    def call():
        try:
            outcome["result"] = work()
        except Exception as error:
            outcome["error"] = error
        finally:
            connection.close()

    thread = threading.Thread(target=call)
    thread.start()
    thread.join(20)
    assert not thread.is_alive(), "the other connection is blocked"
    if "error" in outcome:
        raise outcome["error"]
    return outcome["result"]
