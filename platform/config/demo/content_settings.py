"""Settings of the demo's mairies and of their people, beside the defaults."""

from config.demo.accounts import People
from tenant_apps.preferences.services.settings import update_settings
from tenant_apps.website.selectors.site import current_site

HERE = "127.0.0.1"


def fill(people: People) -> None:
    """The mayor reads one digest a week, the moderator hears of all at once; the mairie is reached as its site says."""
    shown = current_site().contact
    update_settings(
        user=people.mayor,
        changes={
            "municipality": {name: shown[name] for name in ("address", "phone", "email")},
            "notifications": {"digest_frequency": "weekly"},
            "retention": {"conversations_months": 24},
        },
        ip=HERE,
    )
    update_settings(user=people.moderator, changes={"notifications": {"digest_frequency": "realtime"}}, ip=HERE)
