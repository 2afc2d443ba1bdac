"""The demo's mairies have somebody who follows them by mail."""

from config.demo import content_notifications
from config.demo.accounts import People
from tenant_apps.notifications.models import Subscription
from tests.factories import make_user
from tests.tenant_apps.notifications.factories import deliver


def test_one_address_is_confirmed_and_one_is_asked_to_confirm(mairie_a, inside):
    inside(mairie_a)
    people = People(mairie_a, *[make_user(role=role) for role in ("mayor", "admin", "moderator", "citizen")])

    content_notifications.fill(people)

    confirmed = Subscription.objects.get(confirmed_at__isnull=False)
    assert (confirmed.communiques, confirmed.events, len(confirmed.categories)) == (True, True, 5)
    [message] = deliver()
    assert message.to == [f"voisin@{mairie_a.slug}.example"]
