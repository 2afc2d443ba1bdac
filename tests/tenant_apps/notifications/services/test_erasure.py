"""What is left of people who are erased, and of what is old."""

import pytest
from dateutil.relativedelta import relativedelta
from django.utils import timezone

from core.tenancy import mairie_context
from tenant_apps.accounts.services.management import delete_account
from tenant_apps.notifications.models import Notification, Sending, Subscription
from tenant_apps.notifications.services.erasure import erase_person, erase_visitor
from tenant_apps.notifications.services.retention import remove_old
from tests.factories import make_user
from tests.tenant_apps.notifications.factories import make_notification, make_sending, make_subscription


def test_a_person_is_forgotten_in_what_they_and_others_were_told(mairie_a, inside):
    inside(mairie_a)
    marie = make_user(first_name="Marie", last_name="Martin", email="marie@exemple.fr")
    other = make_user()
    make_notification(marie)
    make_notification(other, message="Marie Martin vous a envoyé un message")
    make_subscription(email="marie@exemple.fr")
    make_subscription(email="paul@exemple.fr")

    assert erase_person(user=marie) == {"notifications": 1, "subscriptions": 1}

    assert Notification.objects.get().message == "Compte supprimé vous a envoyé un message"
    assert Subscription.objects.get().email == "paul@exemple.fr"


@pytest.mark.parametrize(
    ("first_name", "last_name", "message"),
    [
        ("A", "C", "PA Commune vous a envoyé un message"),
        ("Marie", "Martin", "Marie Martinez a commenté « Fête »"),
        ("Fête", "Foraine", "Paul Durand a commenté « Fête Foraine »"),
    ],
)
def test_a_name_that_other_texts_happen_to_hold_is_left_in_them(mairie_a, inside, first_name, last_name, message):
    inside(mairie_a)
    make_notification(make_user(), message=message)

    erase_person(user=make_user(first_name=first_name, last_name=last_name))

    assert Notification.objects.get().message == message


def test_deleting_an_account_forgets_its_notifications(mairie_a, mairie_b):
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            user = make_user(pk=4711, email="jeanne@exemple.fr")
            make_notification(user)
            make_subscription(email="jeanne@exemple.fr")
    with mairie_context(mairie_a):
        delete_account(account_id=4711, actor=make_user(role="mayor"))
        assert (Notification.objects.count(), Subscription.objects.count()) == (0, 0)
    with mairie_context(mairie_b):
        assert (Notification.objects.count(), Subscription.objects.count()) == (1, 1)


def test_an_address_without_an_account_is_forgotten(mairie_a, inside):
    inside(mairie_a)
    make_subscription(email="jeanne@exemple.fr")

    assert [erase_visitor(email=" Jeanne@exemple.fr")["subscriptions"] for _again in range(2)] == [1, 0]


def test_what_is_old_is_removed(mairie_a, inside):
    inside(mairie_a)
    user, now = make_user(), timezone.now()
    long_ago, half_a_year = now - relativedelta(months=25), now - relativedelta(months=6, days=1)
    make_notification(user, title="lue", read_at=half_a_year, created_at=half_a_year)
    make_notification(user, title="jamais lue", created_at=long_ago)
    make_notification(user, title="pas encore lue", created_at=half_a_year)
    make_notification(user, title="lue hier", read_at=now, created_at=half_a_year)
    make_sending(planned_at=long_ago)
    make_sending(planned_at=half_a_year)

    assert remove_old(None) == {"notifications": 2, "sendings": 1}

    assert list(Notification.objects.order_by("pk").values_list("title", flat=True)) == ["pas encore lue", "lue hier"]
    assert Sending.objects.count() == 1
