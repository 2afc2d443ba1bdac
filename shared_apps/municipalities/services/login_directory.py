"""Where an address has an account, so that a login without municipality finds its way; written with the account."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from core.tenancy import current, public_context
from shared_apps.municipalities.login_digest import login_digest, login_digests
from shared_apps.municipalities.models import LoginEntry


def add(*, email: str) -> None:
    """Say that the address has an account here: in the current mairie, or on the platform outside any."""
    _add([email])


def remove(*, email: str) -> None:
    """Forget the address here; elsewhere it stays known."""
    _remove(login_digests(email))


@transaction.atomic
def renew(*, emails: Iterable[str]) -> None:
    """Know addresses that have an account here under the platform's present key alone, whichever they were added by."""
    known = list(emails)
    _add(known)
    _remove([digest for email in known for digest in login_digests(email)[1:]])


def _add(emails: list[str]) -> None:
    tenant = current()
    entries = [
        LoginEntry(digest=login_digest(email), municipality_id=tenant.id if tenant else None) for email in emails
    ]
    with public_context():
        LoginEntry.objects.bulk_create(entries, ignore_conflicts=True)


def _remove(digests: list[bytes]) -> None:
    tenant = current()
    here = Q(municipality_id=tenant.id) if tenant else Q(municipality__isnull=True)
    with public_context():
        LoginEntry.objects.filter(here, digest__in=digests).delete()
