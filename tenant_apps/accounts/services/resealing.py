"""What accounts keep under the platform's secret, written again under the present one."""

from typing import Any

from core.sealing import resealed
from shared_apps.municipalities.services import login_directory
from tenant_apps.accounts.models import User
from tenant_apps.accounts.services.codes import PURPOSE

CHUNK = 1_000


def reseal_accounts(_place: Any) -> int:
    """Reseal hook: secrets of authenticators, and the addresses in the directory of logins; gives how many accounts."""
    accounts = User.objects.present().order_by("pk")
    found = accounts.exclude(totp_secret="").values_list("pk", "totp_secret")
    for number, sealed in found.iterator(chunk_size=CHUNK):
        if (renewed := resealed(sealed, purpose=PURPOSE)) is not None:
            User.objects.filter(pk=number, totp_secret=sealed).update(totp_secret=renewed)
    emails = list(accounts.values_list("email", flat=True))
    for start in range(0, len(emails), CHUNK):
        login_directory.renew(emails=emails[start : start + CHUNK])
    return len(emails)
