"""What publications and comments tell people with an account."""

import pytest
from django.utils import timezone

from core.tenancy import mairie_context
from tenant_apps.notifications.models import Notification
from tenant_apps.publications import hooks
from tenant_apps.publications.services.comments import add_comment
from tests.factories import make_user
from tests.tenant_apps.notifications.factories import deliver, make_reader, make_subscription, recipients, told
from tests.tenant_apps.publications.factories import make_publication


@pytest.fixture
def mayor(mairie_a, inside):
    inside(mairie_a)
    return make_reader("never", role="mayor", first_name="Jean", last_name="Dupont")


def publish(publication):
    hooks.published.run(publication)
    return deliver()


@pytest.mark.parametrize(
    ("type", "priority", "title", "is_told"),
    [
        ("post", "normal", "Nouvelle publication", False),
        ("post", "urgent", "Nouvelle publication", False),
        ("communique", "normal", "Nouveau communiqué", False),
        ("communique", "high", "Nouveau communiqué", True),
        ("communique", "urgent", "Nouveau communiqué", True),
    ],
)
def test_staff_are_told_of_everything_and_citizens_of_what_is_pressing(mayor, type, priority, title, is_told):
    moderator, citizen = make_reader("daily", role="moderator"), make_reader("daily")
    pending = make_reader("daily", role="admin", role_status="pending")
    publication = make_publication(author=mayor, type=type, priority=priority, title="Coupure d'eau")

    mails = publish(publication)

    assert told(moderator) == [(title, "Coupure d'eau")]
    assert told(citizen) == told(pending) == ([(title, "Coupure d'eau")] if is_told else [])
    assert told(mayor) == []
    assert Notification.objects.filter(data={"publication_id": f"pub_{publication.pk:03d}"}).count() == (
        3 if is_told else 1
    )
    assert recipients(mails) == (sorted(one.email for one in (moderator, citizen, pending)) if is_told else [])


def test_the_author_is_told_of_what_was_planned(mayor):
    publish(make_publication(author=mayor, scheduled_at=timezone.now()))

    assert [title for title, _message in told(mayor)] == ["Nouvelle publication"]


def test_what_is_no_longer_public_is_told_to_nobody(mayor):
    moderator = make_user(role="moderator")

    publish(make_publication(author=mayor, status="archived"))

    assert told(moderator) == []


def test_a_subscriber_with_an_account_gets_one_mail(mayor):
    citizen = make_reader("daily", email="Jeanne@exemple.fr")
    make_subscription(email="jeanne@exemple.fr")

    [message] = publish(make_publication(author=mayor, type="communique", priority="urgent", title="Crue"))

    assert message.subject == "Urgent : Crue"
    assert len(told(citizen)) == 1


def test_a_comment_is_told_to_the_publications_author_and_an_answer_to_whom_it_answers(mayor):
    marie = make_user(first_name="Marie", last_name="Martin")
    paul = make_user(first_name="Paul", last_name="Petit")
    publication = make_publication(author=mayor, title="Le parc")

    comment = add_comment(publication_id=publication.pk, author=marie, content="Bravo !")
    add_comment(publication_id=publication.pk, author=paul, content="Oui !", parent_id=comment.pk)
    add_comment(publication_id=publication.pk, author=mayor, content="Merci !", parent_id=comment.pk)
    add_comment(publication_id=publication.pk, author=marie, content="Encore !", parent_id=comment.pk)

    assert told(mayor) == [
        ("Nouveau commentaire", "Marie Martin a commenté « Le parc »"),
        ("Nouveau commentaire", "Paul Petit a commenté « Le parc »"),
        ("Nouveau commentaire", "Marie Martin a commenté « Le parc »"),
    ]
    assert told(marie) == [
        ("Nouvelle réponse", "Paul Petit a répondu à votre commentaire sur « Le parc »"),
        ("Nouvelle réponse", "Jean Dupont a répondu à votre commentaire sur « Le parc »"),
    ]
    assert told(paul) == []
    assert Notification.objects.filter(user=mayor).first().data == {
        "publication_id": f"pub_{publication.pk:03d}",
        "comment_id": f"com_{comment.pk:03d}",
        "user_id": marie.pk,
    }


def test_an_author_who_is_answered_is_told_once(mayor):
    publication = make_publication(author=mayor)
    comment = add_comment(publication_id=publication.pk, author=mayor, content="Vos avis ?")
    add_comment(publication_id=publication.pk, author=make_user(), content="Bien.", parent_id=comment.pk)

    assert [title for title, _message in told(mayor)] == ["Nouvelle réponse"]


def test_the_same_people_elsewhere_are_told_nothing(mairie_a, mairie_b):
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            citizen = make_reader("realtime", pk=4711, email="jeanne@exemple.fr")
            make_subscription(pk=4711, email="jeanne@exemple.fr")
            publication = make_publication(pk=4711, type="communique", priority="urgent", title=mairie.code)
    with mairie_context(mairie_a):
        mails = publish(publication)

    assert [message.extra_headers["X-Municipality-Code"] for message in mails] == [mairie_a.code]
    assert mairie_a.code in mails[0].body
    with mairie_context(mairie_b):
        assert told(citizen) == []
