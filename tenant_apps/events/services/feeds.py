"""Addresses of private feeds: signed for one person of one mairie, worthless once they have been replaced."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import F

from core.api.permissions import Account
from core.tenancy import require
from core.tenancy.context import absolute_url, by_code
from core.tenancy.signing import is_genuine, number_of, numbered
from tenant_apps.events.errors import FeedNotFound
from tenant_apps.events.models import Feed

PURPOSE = "events.feed"
PATH = "/api/v1/events/feed/{token}.ics"
PUBLIC_PATH = "/api/v1/events/feed.ics"


def private_feed_url(*, user_id: int) -> str:
    """The address of the person's feed, on the host that is answering."""
    generation = Feed.objects.filter(user_id=user_id).values_list("generation", flat=True).first() or 0
    return _absolute(PATH.format(token=numbered(user_id, purpose=PURPOSE, secret=generation)))


def public_feed_url() -> str:
    """The address of the mairie's public feed, on the host that is answering."""
    return _absolute(PUBLIC_PATH)


@transaction.atomic
def replace_private_feed(*, user_id: int) -> None:
    """Make every address given so far worthless."""
    Feed.objects.bulk_create([Feed(user_id=user_id, generation=0)], ignore_conflicts=True)
    Feed.objects.filter(user_id=user_id).update(generation=F("generation") + 1)


def feed_owner(*, token: str) -> Account:
    """The active account that a genuine, current address belongs to; raises FeedNotFound."""
    user_id = number_of(token)
    user = get_user_model().objects.filter(id=user_id, is_active=True, deleted_at__isnull=True).first()
    generation = Feed.objects.filter(user_id=user_id).values_list("generation", flat=True).first() or 0
    if not is_genuine(token, number=user_id, purpose=PURPOSE, secret=generation) or user is None:
        raise FeedNotFound
    return user


def _absolute(path: str) -> str:
    """Calendars send no header: on the platform host the address itself has to name the municipality."""
    tenant = require()
    if by_code():
        return absolute_url(settings.BASE_DOMAIN, f"{path}?{urlencode({'municipality_code': tenant.code})}")
    return tenant.url(path)
