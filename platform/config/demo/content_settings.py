"""Settings of the demo's mairies and of their people, beside the defaults."""

from config.demo.accounts import People
from tenant_apps.preferences.services.settings import update_settings

HERE = "127.0.0.1"


def fill(people: People) -> None:
    """The mayor reads one digest a week, the moderator hears of all at once; the mairie keeps less than usual."""
    update_settings(
        user=people.mayor,
        changes={"notifications": {"digest_frequency": "weekly"}, "retention": {"conversations_months": 24}},
        ip=HERE,
    )
    update_settings(user=people.moderator, changes={"notifications": {"digest_frequency": "realtime"}}, ip=HERE)
