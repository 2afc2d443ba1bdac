"""How often passwords and codes may be tried and mails asked for; known and unknown addresses count alike."""

from collections.abc import Iterator
from contextlib import contextmanager

from core.api import throttles
from core.api.addresses import address_block
from core.api.errors import RateLimitedError
from core.email_addresses import normalised_email
from tenant_apps.accounts.errors import InvalidCredentials

PERIOD = 15 * 60
FAILED_LOGINS_PER_ACCOUNT = 10
FAILED_LOGINS_PER_ADDRESS = 100
MAILS_PER_ACCOUNT = 10
REQUESTS_PER_ADDRESS = 100
FAILED_PROOFS = 10
BY_ACCOUNT, BY_ADDRESS, BY_PROOF = "login-account", "login-address", "account-proof"


@contextmanager
def counted_attempt(*, email: str, ip: str) -> Iterator[None]:
    """Count a failed login against the account and the caller's address; RateLimitedError when either had too many.

    The account's try is counted before it is made, so that simultaneous ones can't outrun the limit, and a success
    starts its count again. The address, which many people may share, counts failures only.
    """
    account, address = normalised_email(email), address_block(ip)
    throttles.require(BY_ADDRESS, address, FAILED_LOGINS_PER_ADDRESS, PERIOD)
    _count(BY_ACCOUNT, account, FAILED_LOGINS_PER_ACCOUNT)
    try:
        yield
    except InvalidCredentials:
        throttles.hit(BY_ADDRESS, address, FAILED_LOGINS_PER_ADDRESS, PERIOD)
        raise
    throttles.forget(BY_ACCOUNT, account)


@contextmanager
def counted_proof(*, user_id: int) -> Iterator[None]:
    """Count a try at the password or a code of somebody signed in, and start again after a success.

    Raises RateLimitedError after too many, so that a session left open does not lead to the password.
    """
    _count(BY_PROOF, str(user_id), FAILED_PROOFS)
    yield
    throttles.forget(BY_PROOF, str(user_id))


def count_mail(*, email: str, ip: str) -> None:
    """Count a request for a code or a link; raises RateLimitedError."""
    count_request(purpose="mail", ip=ip)
    _count("account-mail", normalised_email(email), MAILS_PER_ACCOUNT)


def count_request(*, purpose: str, ip: str) -> None:
    """Count a request of somebody who is not signed in against the caller's address; raises RateLimitedError."""
    _count(f"account-{purpose}", address_block(ip), REQUESTS_PER_ADDRESS)


def _count(scope: str, key: str, limit: int) -> None:
    if seconds := throttles.hit(scope, key, limit, PERIOD):
        raise RateLimitedError(retry_after=seconds)
