"""Mailings to subscribers: what is pressing at once, the rest in the morning; each mail once, each counted."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
import time_machine
from django.utils import timezone

from core.tenancy import mairie_context
from tenant_apps.dashboard.models import Activity
from tenant_apps.events import hooks as event_hooks
from tenant_apps.notifications.models import Sending, Subscription
from tenant_apps.notifications.selectors.subscribers import confirmed, subscribers, wants
from tenant_apps.notifications.services import sendings
from tenant_apps.notifications.services.links import subscription_token
from tenant_apps.publications import hooks
from tenant_apps.publications.models import Category
from tests.queries import queries
from tests.tenant_apps.events.factories import make_event
from tests.tenant_apps.notifications.factories import (
    comes,
    deliver,
    job,
    make_sending,
    make_subscription,
    recipients,
    waiting_jobs,
)
from tests.tenant_apps.publications.factories import make_publication


def publish(**fields):
    publication = make_publication(**{"type": "communique", "priority": "urgent", "title": "Crue", **fields})
    hooks.published.run(publication)
    return publication


def test_an_urgent_communique_goes_out_at_once_to_its_subscribers(mairie_a, inside):
    inside(mairie_a)
    culture = Category.objects.get(slug="culture").pk
    by_kind = make_subscription()
    by_category = make_subscription(communiques=False, categories=[culture])
    make_subscription(communiques=False, events=True)
    make_subscription(confirmed_at=None)
    publication = publish(category="culture", title="Crue de l'Yvette", excerpt="Évitez les quais.")

    mails = {message.to[0]: message for message in deliver()}

    assert set(mails) == {by_kind.email, by_category.email}
    message = mails[by_kind.email]
    assert message.subject == "Urgent : Crue de l'Yvette"
    assert "Évitez les quais." in message.body
    assert mairie_a.url(f"/actualites/{publication.pk}-crue-de-lyvette/") in message.body
    leave = mairie_a.url(f"/alertes/{subscription_token(by_kind)}/desinscription/")
    assert message.extra_headers["List-Unsubscribe"] == f"<{leave}>"
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    sending = Sending.objects.get()
    assert (sending.mode, sending.recipients, sending.sent) == ("immediate", 2, 2)
    assert sending.planned_at is not None
    activity = Activity.objects.get(type="alert_sent")
    assert (activity.description, activity.actor) == ("Crue de l'Yvette - 2 destinataires", None)


@pytest.mark.parametrize(
    "fields", [{"priority": "normal"}, {"priority": "low"}, {"type": "post", "priority": "urgent"}]
)
def test_everything_else_waits_for_the_morning(mairie_a, inside, fields):
    inside(mairie_a)
    with time_machine.travel(datetime(2026, 12, 1, 9, tzinfo=UTC)):
        publish(**fields)

    assert deliver() == []
    assert waiting_jobs("send_digest") == {"2026-12-02": datetime(2026, 12, 2, 7, tzinfo=UTC)}


def test_a_mornings_digest_holds_what_each_subscriber_asked_for(mairie_a, inside):
    inside(mairie_a)
    culture = Category.objects.get(slug="culture").pk
    communiques, everything = make_subscription(), make_subscription(events=True, categories=[culture])
    make_subscription(communiques=False, categories=[987])
    publish(priority="normal", title="Travaux")
    publish(type="post", title="Concert", category="culture")
    publish(type="post", title="Sans catégorie")
    start = datetime(2027, 7, 13, 20, 30, tzinfo=UTC)
    event_hooks.made_public.run(make_event(title="Bal", start_at=start, location_name="Place de la Mairie"))

    comes("send_digest")
    mails = {message.to[0]: message for message in deliver()}

    assert set(mails) == {communiques.email, everything.email}
    assert mails[communiques.email].subject == f"{mairie_a.name} : Travaux"
    assert "Concert" not in mails[communiques.email].body
    message = mails[everything.email]
    assert message.subject == f"{mairie_a.name} : 3 nouvelles"
    assert "- Bal\n  mardi 13 juillet 2027 à 22 h 30, Place de la Mairie\n" in message.body
    assert message.body.index("Travaux") < message.body.index("Concert") < message.body.index("Bal")
    counts = Sending.objects.order_by("pk").values_list("title", "recipients", "sent")
    assert list(counts) == [("Travaux", 2, 2), ("Concert", 1, 1), ("Sans catégorie", 0, 0), ("Bal", 1, 1)]


def test_a_digest_run_twice_or_after_an_outage_is_sent_once(mairie_a, inside):
    inside(mairie_a)
    subscription = make_subscription()
    publish(priority="normal")
    sendings.plan_digest()
    sendings.plan_digest()
    comes("send_digest")

    assert recipients(deliver()) == [subscription.email]
    assert deliver() == []


def test_an_event_that_is_made_public_twice_is_announced_once(mairie_a, inside):
    inside(mairie_a)
    make_subscription(events=True)
    event = make_event()
    for _again in range(2):
        event_hooks.made_public.run(event)
        comes("send_digest")
        deliver()

    assert (Sending.objects.count(), Sending.objects.get().sent) == (1, 1)


@pytest.mark.parametrize("gone", ["publication", "subscription"])
def test_who_has_left_and_what_is_withdrawn_is_not_mailed(mairie_a, inside, gone):
    inside(mairie_a)
    make_subscription()
    publication = publish()
    sendings.plan_alert(sending_id=Sending.objects.get().pk)
    if gone == "publication":
        publication.status = "archived"
        publication.save()
    else:
        Subscription.objects.all().delete()

    assert deliver() == []
    assert (Sending.objects.get().recipients, Sending.objects.get().sent) == (1, 0)


def test_ten_thousand_subscribers_are_planned_in_few_statements_each_once(mairie_a, inside):
    inside(mairie_a)
    now = timezone.now()
    Subscription.objects.bulk_create(
        Subscription(email=f"abonne{number}@exemple.fr", communiques=True, confirmed_at=now) for number in range(10_000)
    )
    publish()
    number = Sending.objects.get().pk

    with queries() as sent:
        sendings.plan_alert(sending_id=number)
        sendings.plan_alert(sending_id=number)

    assert len([sql for sql in sent if "SAVEPOINT" not in sql]) <= 16  # ten batches of mails
    assert len(waiting_jobs("subscriber_mail")) == 10_000
    assert Sending.objects.get().recipients == 10_000


def test_ten_thousand_digests_are_planned_in_few_statements(mairie_a, inside):
    inside(mairie_a)
    now = timezone.now()
    Subscription.objects.bulk_create(
        Subscription(email=f"abonne{number}@exemple.fr", communiques=True, confirmed_at=now) for number in range(10_000)
    )
    publish(priority="normal")
    publish(priority="normal")

    with queries() as sent:
        sendings.plan_digest()

    assert len([sql for sql in sent if "SAVEPOINT" not in sql]) <= 20
    assert len(waiting_jobs("subscriber_mail")) == 10_000


def test_both_ways_of_saying_who_wants_what_agree(mairie_a, inside):
    inside(mairie_a)
    for communiques, events, categories in product([True, False], [True, False], [[], [1], [1, 2]]):
        make_subscription(communiques=communiques, events=events, categories=categories)
    for subject, category in product(["communique", "post", "event"], [None, 1, 2, 3]):
        sending = make_sending(subject=subject, category=category)
        by_query = set(subscribers(subject=subject, category=category).values_list("pk", flat=True))
        assert by_query == {one.pk for one in confirmed() if wants(one, sending)}


def test_a_mail_that_fails_is_not_counted_and_ends_among_the_dead(mairie_a, inside, settings):
    inside(mairie_a)
    settings.EMAIL_BACKEND = "tests.tenant_apps.notifications.broken.Backend"
    make_subscription()
    publish()
    deliver()

    assert (job("subscriber_mail").state, job("subscriber_mail").attempts) == ("pending", 1)
    assert (Sending.objects.get().recipients, Sending.objects.get().sent) == (1, 0)


def test_the_same_address_elsewhere_is_mailed_by_its_own_mairie_only(mairie_a, mairie_b):
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            make_subscription(pk=4711, email="jeanne@exemple.fr")
    with mairie_context(mairie_a):
        publish(pk=4711, title="Affaire de Gif")

    mails = deliver()

    assert [message.extra_headers["X-Municipality-Code"] for message in mails] == [mairie_a.code]
    with mairie_context(mairie_b):
        assert not Sending.objects.exists()
        publish(pk=4711, title="Affaire de La Rochelle", published_at=timezone.now() - timedelta(days=1))
    [message] = deliver()
    assert (message.extra_headers["X-Municipality-Code"], message.subject) == (
        mairie_b.code,
        "Urgent : Affaire de La Rochelle",
    )
