"""Where an address has an account, so that a login without municipality finds its way; written with the account."""

from django.db.models import Q

from core.tenancy import current, public_context
from shared_apps.municipalities.login_digest import login_digest
from shared_apps.municipalities.models import LoginEntry


def add(*, email: str) -> None:
    """Say that the address has an account here: in the current mairie, or on the platform outside any."""
    tenant = current()
    entry = LoginEntry(digest=login_digest(email), municipality_id=tenant.id if tenant else None)
    with public_context():
        LoginEntry.objects.bulk_create([entry], ignore_conflicts=True)


def remove(*, email: str) -> None:
    """Forget the address here; elsewhere it stays known."""
    tenant = current()
    here = Q(municipality_id=tenant.id) if tenant else Q(municipality__isnull=True)
    with public_context():
        LoginEntry.objects.filter(here, digest=login_digest(email)).delete()
