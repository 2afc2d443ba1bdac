"""What is left of people who are erased, and of what is old."""

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from core.tenancy import mairie_context
from tenant_apps.accounts.services.management import delete_account
from tenant_apps.accounts.services.profile import update_profile
from tenant_apps.messages.services.conversations import start_by_citizen
from tenant_apps.notifications.models import Notification, Sending, Subscription
from tenant_apps.notifications.services.account_news import tell_of_request
from tenant_apps.notifications.services.erasure import erase_person, erase_visitor
from tenant_apps.notifications.services.retention import remove_old
from tenant_apps.publications.services.comments import add_comment
from tests.factories import make_user
from tests.tenant_apps.notifications.factories import make_notification, make_sending, make_subscription, told
from tests.tenant_apps.publications.factories import make_publication


def test_a_person_is_forgotten_in_what_they_and_others_were_told(mairie_a, inside):
    inside(mairie_a)
    marie = make_user(email="marie@exemple.fr")
    make_notification(marie)
    make_notification(make_user())
    make_subscription(email="marie@exemple.fr")
    make_subscription(email="paul@exemple.fr")

    assert erase_person(user=marie) == {"notifications": 1, "subscriptions": 1}

    assert Notification.objects.count() == 1
    assert Subscription.objects.get().email == "paul@exemple.fr"


def test_whatever_a_person_was_called_goes_and_namesakes_keep_their_name(mairie_a, inside):
    inside(mairie_a)
    mayor, marie, namesake = make_user(role="mayor"), make_marie(), make_marie()
    publication = make_publication(author=mayor, title="Fête de Marie a Marca")
    for writer in (marie, namesake):
        say_everything(writer, publication)
    update_profile(user=marie, changes={"last_name": "Durand"})
    add_comment(publication_id=publication.pk, author=marie, content="Encore !")
    named = told(mayor)

    delete_account(account_id=marie.pk, actor=mayor)

    ours, theirs = [message for _title, message in told(mayor)], [message for _title, message in named]
    assert ours[3:6] == theirs[3:6]
    assert [message.partition("é ")[0] for message in ours[:3]] == ["Compte supprim"] * 3
    assert ours[1] == "Compte supprimé a commenté « Fête de Marie a Marca »"
    assert ours[6] == ours[1]
    assert [message for message in theirs[:3] if not message.startswith("Marie a Marca ")] == []


def make_marie():
    return make_user(first_name="Marie", last_name="a Marca", role="moderator", role_status="pending")


def say_everything(writer, publication):
    """All that others are told by name."""
    start_by_citizen(citizen=writer, subject="Bonjour", content="Bonjour")
    add_comment(publication_id=publication.pk, author=writer, content="Bravo !")
    tell_of_request(writer)


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
