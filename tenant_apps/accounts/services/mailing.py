"""Requests that are answered alike whether or not the address has an account: all they do is plan a job."""

from shared_apps.jobs.services import enqueue
from shared_apps.municipalities.selectors import directory
from tenant_apps.accounts.addresses import address_key
from tenant_apps.accounts.scopes import entered

SEND_CODE = "accounts.send_code"
SEND_RESET_LINK = "accounts.send_reset_link"
SPREAD = "accounts.spread"


def plan(*, kind: str, email: str) -> None:
    """Have the job `kind` look for the address in the current mairie (or among the platform's own accounts)."""
    enqueue(kind, key=address_key(email), payload={"email": email})


def plan_everywhere(*, kind: str, email: str) -> None:
    """Have the job `kind` look for the address wherever the login directory knows it."""
    enqueue(SPREAD, key=f"{kind}:{address_key(email)}", payload={"kind": kind, "email": email})


def spread(*, kind: str, email: str) -> None:
    """Plan the job `kind` in each open mairie (and on the platform) that knows the address."""
    for scope in directory.tenants_of_email(email):
        if scope is None or scope.state == "active":
            with entered(scope):
                plan(kind=kind, email=email)
