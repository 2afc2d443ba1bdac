"""What the mairie keeps for a limited time goes by itself: each mairie's own job does it once a night."""

from django.utils.translation import gettext as _

from tenant_apps.dashboard.services import record_activity
from tenant_apps.preferences import hooks
from tenant_apps.preferences.selectors.mairie import mairie_settings
from tenant_apps.preferences.services.planning import plan_retention


def apply_retention() -> None:
    """Remove what is too old, write what that was, and plan the next night."""
    settings = mairie_settings()
    removed: dict[str, int] = {}
    for counts in hooks.retention.run(settings):
        for name, count in counts.items():
            removed[name] = removed.get(name, 0) + count
    _record({name: count for name, count in removed.items() if count})
    plan_retention(settings=settings)


def _record(removed: dict[str, int]) -> None:
    if not removed:
        return
    labels = {
        "conversations": _("conversations"),
        "accounts": _("comptes inactifs"),
        "warnings": _("titulaires de comptes inactifs prévenus"),
        "views": _("mesures d'audience"),
        "notifications": _("notifications"),
        "sendings": _("envois d'alertes"),
    }
    record_activity(
        type="retention_applied",
        title=_("Durées de conservation appliquées"),
        description=", ".join(f"{labels.get(name, name)} : {count}" for name, count in sorted(removed.items())),
    )
