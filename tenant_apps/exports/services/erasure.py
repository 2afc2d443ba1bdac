"""The right to be forgotten (RGPD, article 17).

What the law has the mairie keep stays: its publications and its calendar, and the journal of what happened, all of
which lead to an account without a name from then on. Everything else of the person goes.
"""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.email_addresses import normalised_email
from tenant_apps.accounts.selectors.accounts import account
from tenant_apps.accounts.services import erasure as accounts
from tenant_apps.accounts.services import management
from tenant_apps.dashboard.services import record_activity
from tenant_apps.events.services import erasure as events
from tenant_apps.exports.models import Export
from tenant_apps.media.services.files import discard
from tenant_apps.messages.services import erasure as messages
from tenant_apps.notifications.services import erasure as notifications
from tenant_apps.publications.services import erasure as publications

# What was removed, as the journal tells it.
LABELS = {
    "likes": gettext_lazy("mentions « J'aime »"),
    "reports": gettext_lazy("signalements"),
    "comments": gettext_lazy("commentaires"),
    "blocks": gettext_lazy("privations de commentaires"),
    "invitations": gettext_lazy("invitations"),
    "conversations": gettext_lazy("conversations"),
    "exports": gettext_lazy("exports"),
    "subscriptions": gettext_lazy("abonnements aux alertes"),
}


@transaction.atomic
def erase_account(*, account_id: int, actor: Any) -> dict[str, int]:
    """Erase the person behind an account, asked for by a manager; gives what was removed.

    Raises AccountNotFound, LastManager, OwnAccount.
    """
    user = account(account_id=account_id)
    removed = {
        **publications.erase_person(user=user),
        **events.erase_person(user=user),
        **messages.erase_person(user=user),
        "exports": _remove_exports(account_id=account_id),
    }
    management.delete_account(account_id=account_id, actor=actor)
    _record(removed, actor, target=f"user:{account_id}")
    return removed


@transaction.atomic
def erase_visitor(*, email: str, actor: Any) -> dict[str, int]:
    """Erase somebody without an account: what they wrote to the mairie, and their alerts; gives what was removed."""
    removed = {
        **messages.erase_visitor(email=email),
        **notifications.erase_visitor(email=email),
        "exports": _remove_exports(email=normalised_email(email)),
        **accounts.erase_visitor(email=email.strip()),
    }
    _record(removed, actor)
    return removed


def forget_account(user: Any) -> None:
    """The same exports go when an account ends by itself."""
    _remove_exports(account_id=user.id)


def _record(removed: dict[str, int], actor: Any, target: str = "") -> None:
    """The journal says what went, never whose it was."""
    record_activity(
        type="person_erased",
        title=_("Données personnelles effacées"),
        description=", ".join(f"{LABELS.get(name, name)} : {count}" for name, count in removed.items() if count),
        actor=actor,
        target=target,
    )


def _remove_exports(**whose: Any) -> int:
    """The archives of the person's data, and the mairie's files that wait to be fetched: the person is in them too."""
    own = Q(kind=Export.Kind.PERSONAL_DATA, **{f"parameters__{name}": value for name, value in whose.items()})
    others = Q(state=Export.State.READY) & ~Q(kind__in=[Export.Kind.PERSONAL_DATA, Export.Kind.STATS])
    found = Export.objects.filter(own | others)
    held = list(found.select_for_update())
    discard([export.file for export in held if export.file])
    found.filter(pk__in=[export.pk for export in held]).delete()
    return len(held)
