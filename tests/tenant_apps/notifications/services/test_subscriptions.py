"""Alerts without an account: asked for, confirmed, changed and ended by whoever reads the address's mail."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.utils import timezone

from core.tenancy import mairie_context
from tenant_apps.notifications.errors import SubscriptionNotFound
from tenant_apps.notifications.models import Subscription
from tenant_apps.notifications.services.links import MANAGE, subscription_of, subscription_token
from tenant_apps.notifications.services.subscriptions import (
    Topics,
    change_topics,
    confirm,
    subscribe,
    unsubscribe,
)
from tests.tenant_apps.notifications.factories import comes, deliver, make_subscription, waiting_jobs
from tests.together import together

EVENTS = Topics(events=True)


def ask(email="jeanne@exemple.fr", topics=EVENTS):
    subscribe(email=email, topics=topics)
    return deliver()


def token_in(message):
    return re.search(r"/alertes/(?:confirmer/)?([0-9a-f-]+)/", message.body)[1]


def test_a_subscription_counts_once_its_address_has_confirmed(mairie_a, inside):
    inside(mairie_a)

    [message] = ask(email=" Jeanne@Exemple.fr ", topics=Topics(communiques=True, categories=[3, 1, 3]))

    subscription = Subscription.objects.get()
    assert (subscription.email, subscription.is_confirmed) == ("jeanne@exemple.fr", False)
    assert (subscription.communiques, subscription.events, subscription.categories) == (True, False, [1, 3])
    assert message.to == ["jeanne@exemple.fr"]
    assert message.subject == f"{mairie_a.name} : confirmez votre abonnement"
    assert mairie_a.url(f"/alertes/confirmer/{subscription_token(subscription)}/") in message.body
    assert "List-Unsubscribe" not in message.extra_headers

    first = confirm(token=token_in(message)).confirmed_at
    assert first is not None
    assert confirm(token=token_in(message)).confirmed_at == first


def test_asking_again_before_confirming_asks_for_the_new_topics(mairie_a, inside):
    inside(mairie_a)
    ask()
    ask(topics=Topics(communiques=True))

    subscription = Subscription.objects.get()
    assert (subscription.communiques, subscription.events) == (True, False)


def test_a_stranger_changes_nothing_of_a_confirmed_subscription(mairie_a, inside):
    inside(mairie_a)
    subscription = make_subscription(email="jeanne@exemple.fr")

    [message] = ask("JEANNE@exemple.fr")

    assert message.subject == f"{mairie_a.name} : cette adresse est déjà abonnée"
    assert mairie_a.url(MANAGE.format(token=subscription_token(subscription))) in message.body
    found = Subscription.objects.get()
    assert (found.communiques, found.events) == (True, False)


def test_nobody_can_have_an_address_flooded_with_mail(mairie_a, inside):
    inside(mairie_a)

    sent = [len(ask()) for _again in range(5)]

    assert sent == [1, 1, 1, 0, 0]
    assert len(ask("paul@exemple.fr")) == 1


def test_two_requests_at_once_make_one_subscription(committed_db, mairie_a):
    def request():
        with mairie_context(mairie_a):
            subscribe(email="jeanne@exemple.fr", topics=EVENTS)

    together(*[request] * 6)

    with mairie_context(mairie_a):
        assert Subscription.objects.count() == 1


def test_other_topics_are_chosen_and_the_address_is_forgotten(mairie_a, inside):
    inside(mairie_a)
    token = subscription_token(make_subscription())

    changed = change_topics(token=token, topics=Topics(events=True))
    assert (changed.communiques, changed.events) == (False, True)

    unsubscribe(token=token)
    assert not Subscription.objects.exists()
    for act in (unsubscribe, confirm, subscription_of):
        with pytest.raises(SubscriptionNotFound):
            act(token=token)


def test_what_nobody_confirms_is_forgotten_after_a_week(mairie_a, inside):
    inside(mairie_a)
    with time_machine.travel(datetime(2026, 12, 1, 9, tzinfo=UTC)):
        ask()
    [due_at] = waiting_jobs("forget_subscription").values()
    assert due_at.replace(microsecond=0) == datetime(2026, 12, 8, 9, tzinfo=UTC)

    comes("forget_subscription")
    deliver()
    assert not Subscription.objects.exists()

    ask()
    Subscription.objects.update(confirmed_at=timezone.now())
    comes("forget_subscription")
    deliver()
    assert Subscription.objects.exists()


@pytest.mark.parametrize("token", ["", "1", "1-", "1-abc", "é-1", "9" * 40, "0-" + "0" * 40])
def test_what_is_no_token_belongs_to_nobody(mairie_a, inside, token):
    inside(mairie_a)
    make_subscription(pk=1)

    with pytest.raises(SubscriptionNotFound):
        subscription_of(token=token)


def test_a_link_is_worth_nothing_in_another_mairie_or_for_a_later_row_of_the_same_number(mairie_a, mairie_b):
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            secret = "6f1f64fd-5a0c-4f3b-9c57-4c5f0a4f6a11"
            subscription = make_subscription(pk=4711, email="jeanne@exemple.fr", secret=secret)
            subscription.refresh_from_db()
            token = subscription_token(subscription)

    with mairie_context(mairie_a), pytest.raises(SubscriptionNotFound):
        unsubscribe(token=token)
    with mairie_context(mairie_b):
        unsubscribe(token=token)
        make_subscription(pk=4711, email="jeanne@exemple.fr")
        with pytest.raises(SubscriptionNotFound):
            unsubscribe(token=token)
    with mairie_context(mairie_a):
        assert Subscription.objects.count() == 1
