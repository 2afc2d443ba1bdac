"""The right to be forgotten (RGPD, article 17).

What the law has the mairie keep stays: its publications and its calendar, and the journal of what happened, all of
which lead to an account without a name from then on. Everything else of the person goes.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tenant_apps.accounts.selectors.accounts import account
from tenant_apps.accounts.services import management
from tenant_apps.dashboard.services import record_activity
from tenant_apps.events.services import erasure as events
from tenant_apps.exports.models import Export
from tenant_apps.media.services.files import discard
from tenant_apps.messages.services import erasure as messages
from tenant_apps.publications.services import erasure as publications


@transaction.atomic
def erase_account(*, account_id: int, actor: Any) -> dict[str, int]:
    """Erase the person behind an account, asked for by a manager or by themselves; gives what was removed.

    Raises AccountNotFound, LastManager.
    """
    user = account(account_id=account_id)
    removed = {
        **publications.erase_person(user=user),
        **events.erase_person(user=user),
