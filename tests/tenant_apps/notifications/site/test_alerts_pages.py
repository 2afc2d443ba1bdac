"""/alertes/: subscribe, confirm, choose, leave."""

import re

import pytest
from django.utils import timezone

from core.tenancy import mairie_context
from tenant_apps.notifications.models import Subscription
from tenant_apps.notifications.services.links import subscription_token
from tenant_apps.notifications.services.opting_out import opt_out_url
from tenant_apps.publications.models import Category
from tenant_apps.website.models import Site
from tests.factories import make_user
from tests.tenant_apps.notifications.factories import deliver, make_subscription

PAGE = "/alertes/"


@pytest.fixture
def visitor(client, mairie_a):
    """A browser on the host of a mairie whose site is on line: `visitor("post", path, …)`."""
    with mairie_context(mairie_a):
        Site.objects.update(is_published=True, published_at=timezone.now())

    def visit(method, path, data=None, **headers):
        return getattr(client, method)(path, data or {}, headers={"Host": mairie_a.host, **headers})

    return visit


@pytest.fixture
def subscribed(mairie_a):
    """A confirmed subscription and its token."""
    with mairie_context(mairie_a):
        subscription = make_subscription(email="jeanne@exemple.fr")
        return subscription, subscription_token(subscription)


def found(mairie):
    with mairie_context(mairie):
        return Subscription.objects.first()


def category(mairie, slug="culture"):
    with mairie_context(mairie):
        return Category.objects.get(slug=slug).pk


def path_in(message):
    return re.search(r"http://[^/]+(/alertes/\S+)", message.body)[1]


def test_the_page_offers_every_topic_and_sets_no_cookie(visitor):
    response = visitor("get", PAGE)
    content = response.content.decode()

    assert response.status_code == 200
    for label in ("Les communiqués de la mairie", "Les événements de la commune", "Culture", "Urbanisme"):
        assert label in content
    assert 'name="website"' in content
    assert not response.cookies


def test_a_visitor_subscribes_confirms_changes_and_leaves(visitor, mairie_a):
    answer = visitor("post", PAGE, {"email": "Jeanne@exemple.fr", "topics": ["events", str(category(mairie_a))]})
    assert answer.status_code == 200
    assert "Un courriel vient d" in answer.content.decode()
    [message] = deliver()
    address = path_in(message)

    page = visitor("get", address).content.decode()
    assert "Les événements de la commune" in page
    assert "Culture" in page
    assert not found(mairie_a).is_confirmed
    confirmed = visitor("post", address).content.decode()
    assert "Votre abonnement est confirmé" in confirmed
    assert found(mairie_a).is_confirmed

    manage = re.search(r'href="(/alertes/[^"]+)"', confirmed.split("<main")[1])[1]
    assert "jeanne@exemple.fr" in visitor("get", manage).content.decode()
    saved = visitor("post", manage, {"topics": ["communiques"]}).content.decode()
    assert "Vos choix sont enregistrés." in saved
    subscription = found(mairie_a)
    assert (subscription.communiques, subscription.events, subscription.categories) == (True, False, [])

    leave = f"{manage}desinscription/"
    assert "Me désabonner" in visitor("get", leave).content.decode()
    assert found(mairie_a) is not None
    assert "Votre abonnement a pris fin" in visitor("post", leave).content.decode()
    assert found(mairie_a) is None


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ({"topics": ["events"]}, "Adresse électronique&nbsp;: "),
        ({"email": "rien", "topics": ["events"]}, "Adresse électronique&nbsp;: "),
        ({"email": "jeanne@exemple.fr"}, "Choisissez au moins un sujet."),
        ({"email": "jeanne@exemple.fr", "topics": ["inconnu"]}, "Un des sujets choisis n&#x27;existe plus."),
    ],
)
def test_a_wrong_form_says_what_is_wrong(visitor, mairie_a, sent, text):
    response = visitor("post", PAGE, sent)

    assert response.status_code == 422
    assert text in response.content.decode()
    assert found(mairie_a) is None


def test_the_answer_is_the_same_whether_an_address_is_subscribed_or_not(visitor, subscribed):
    known, unknown = (
        visitor("post", PAGE, {"email": email, "topics": ["events"]}).content
        for email in ("jeanne@exemple.fr", "paul@exemple.fr")
    )

    assert known == unknown


def test_a_robot_is_let_believe_that_it_has_subscribed(visitor, mairie_a):
    response = visitor("post", PAGE, {"email": "robot@exemple.fr", "topics": ["events"], "website": "https://spam"})

    assert (response.status_code, found(mairie_a)) == (200, None)


def test_another_site_can_not_subscribe_its_readers(visitor, mairie_a):
    sent = {"email": "jeanne@exemple.fr", "topics": ["events"]}
    response = visitor("post", PAGE, sent, **{"Sec-Fetch-Site": "cross-site"})

    assert (response.status_code, found(mairie_a)) == (403, None)


def test_subscriptions_from_one_address_are_limited(visitor):
    statuses = [
        visitor("post", PAGE, {"email": f"{number}@exemple.fr", "topics": ["events"]}).status_code
        for number in range(21)
    ]

    assert statuses == [200] * 20 + [429]


def test_a_mail_program_unsubscribes_with_one_click_and_may_repeat_it(visitor, mairie_a, subscribed):
    """RFC 8058: a POST without cookie, origin or confirmation."""
    _subscription, token = subscribed
    for _again in range(2):
        response = visitor("post", f"{PAGE}{token}/desinscription/", {"List-Unsubscribe": "One-Click"})
        assert response.status_code == 200
    assert found(mairie_a) is None


@pytest.mark.parametrize("tail", ["", "desinscription/"])
def test_a_program_that_only_looks_at_links_changes_nothing(visitor, mairie_a, subscribed, tail):
    subscription, token = subscribed
    for method in ("get", "head"):
        assert visitor(method, f"{PAGE}{token}/{tail}").status_code == 200

    assert found(mairie_a) == subscription


@pytest.mark.parametrize("address", ["{}/", "{}/desinscription/", "confirmer/{}/", "compte/{}/desinscription/"])
@pytest.mark.parametrize("token", ["1-abc", "rien", "%00", "é", "9" * 60])
def test_a_link_that_is_not_genuine_is_not_found(visitor, address, token):
    response = visitor("get", PAGE + address.format(token))

    assert response.status_code == 404


def test_who_has_subscribed_can_leave_while_the_site_is_not_on_line(visitor, mairie_a, subscribed):
    with mairie_context(mairie_a):
        Site.objects.update(is_published=False)

    assert "Gérer vos alertes" in visitor("get", f"{PAGE}{subscribed[1]}/").content.decode()
    assert "Recevoir les alertes de la mairie" not in visitor("get", PAGE).content.decode()


def test_pages_with_a_token_are_not_kept_or_indexed(visitor, subscribed):
    response = visitor("get", f"{PAGE}{subscribed[1]}/")

    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert not response.cookies


def test_a_link_of_another_mairie_is_not_found(client, mairie_a, mairie_b):
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            token = subscription_token(make_subscription(pk=4711, email="jeanne@exemple.fr"))

    response = client.post(f"{PAGE}{token}/desinscription/", headers={"Host": mairie_a.host})

    assert response.status_code == 200
    assert found(mairie_a) is not None
    assert client.get(f"{PAGE}{token}/", headers={"Host": mairie_a.host}).status_code == 404


def test_an_account_stops_its_mails_with_one_click(visitor, mairie_a, mairie_b):
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            user = make_user(pk=4711)
            address = opt_out_url(user_id=user.pk).partition(mairie.host)[2].partition("/")[2]
            if mairie is mairie_a:
                path = f"/{address}"

    assert "Me désabonner" in visitor("get", path).content.decode()
    assert visitor("post", path, {"List-Unsubscribe": "One-Click"}).status_code == 200

    frequencies = []
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            user.refresh_from_db()
            frequencies.append(user.preferences.get("notifications", {}).get("digest_frequency"))
    assert frequencies == ["never", None]
