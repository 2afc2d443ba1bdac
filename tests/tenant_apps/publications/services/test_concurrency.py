"""Several people at once, on real connections with real commits."""

from typing import Any
from uuid import uuid4

import pytest

from tenant_apps.publications.models import Comment, Like, Publication
from tenant_apps.publications.services.comments import add_comment, delete_comment
from tenant_apps.publications.services.likes import set_like, toggle_like
from tenant_apps.publications.services.moderation import moderate_comments, report_comment
from tenant_apps.publications.services.publications import delete_publication
from tests.factories import make_user
from tests.tenant_apps.publications.factories import make_comment, make_publication
from tests.together import at_once

pytestmark = pytest.mark.usefixtures("committed_db")


def test_two_toggles_of_one_person_cancel_out(mairie_a, inside):
    inside(mairie_a)
    publication, user = make_publication(), make_user()

    results = at_once(mairie_a, *[lambda: toggle_like(publication_id=publication.pk, user=user)] * 2)

    assert sorted(results) == [(False, 0), (True, 1)]
    assert (Like.objects.count(), Publication.objects.get().likes_count) == (0, 0)


def test_likes_of_many_people_all_count(mairie_a, inside):
    inside(mairie_a)
    publication, users = make_publication(), [make_user() for _number in range(8)]

    results = at_once(
        mairie_a, *[lambda user=user: toggle_like(publication_id=publication.pk, user=user) for user in users]
    )

    assert sorted(results) == [(True, number) for number in range(1, 9)]
    assert (Like.objects.count(), Publication.objects.get().likes_count) == (8, 8)


def test_comments_and_moderation_at_once_leave_a_true_count(mairie_a, inside):
    inside(mairie_a)
    publication, moderator = make_publication(), make_user(role="moderator")
    comments = [make_comment(publication) for _number in range(4)]
    numbers = [comment.pk for comment in comments]

    at_once(
        mairie_a,
        lambda: moderate_comments(comment_ids=numbers, action="hide", actor=moderator),
        lambda: moderate_comments(comment_ids=numbers[::-1], action="delete", actor=moderator),
        lambda: add_comment(publication_id=publication.pk, author=moderator, content="Un"),
        lambda: add_comment(publication_id=publication.pk, author=moderator, content="Deux"),
        lambda: delete_comment(publication_id=publication.pk, comment_id=numbers[0], actor=moderator),
    )

    visible = Comment.objects.filter(status="visible").count()
    assert Publication.objects.get().comments_count == visible == 2


def test_an_answer_and_the_deletion_of_what_it_answers_agree(mairie_a, inside):
    inside(mairie_a)
    publication, author = make_publication(), make_user()
    for _attempt in range(5):
        parent = make_comment(publication, author=author)
        _deleted, answer = at_once(
            mairie_a,
            lambda parent=parent: delete_comment(publication_id=publication.pk, comment_id=parent.pk, actor=author),
            lambda parent=parent: add_comment(
                publication_id=publication.pk, author=author, content="Oui", parent_id=parent.pk
            ),
        )
        kept = Comment.objects.filter(pk=parent.pk).values_list("status", flat=True).first()
        assert (answer == "ValidationFailed" and kept is None) or (answer.parent_id == parent.pk and kept == "deleted")
        Comment.objects.all().delete()


def test_reports_of_two_people_both_count(mairie_a, inside):
    inside(mairie_a)
    comment = make_comment(make_publication())
    users = [make_user(), make_user()]

    def report(user: Any) -> None:
        report_comment(publication_id=comment.publication_id, comment_id=comment.pk, reporter=user, reason="")

    at_once(mairie_a, *[lambda user=user: report(user) for user in users], lambda: report(users[0]))

    comment.refresh_from_db()
    assert comment.reports_count == comment.reports.count() == 2


def test_a_like_and_a_deletion_at_once_are_both_answered(mairie_a, inside):
    inside(mairie_a)
    mayor, user = make_user(role="mayor"), make_user()
    for _attempt in range(5):
        publication = make_publication(author=mayor)
        number = publication.pk
        liked, deleted = at_once(
            mairie_a,
            lambda number=number: toggle_like(publication_id=number, user=user),
            lambda number=number: delete_publication(publication_id=number, actor=mayor),
        )
        assert liked in {"PublicationNotFound", (True, 1)}
        assert deleted is None
        assert not Like.objects.exists()


def test_a_comment_that_is_sent_twice_at_once_is_written_once(mairie_a, inside):
    inside(mairie_a)
    fields = {"publication_id": make_publication().pk, "author": make_user(), "content": "Bravo", "submission": uuid4()}

    first, second = at_once(mairie_a, *[lambda: add_comment(**fields).pk] * 2)

    assert first == second
    assert (Comment.objects.count(), Publication.objects.get().comments_count) == (1, 1)


def test_a_like_that_is_sent_twice_at_once_stays(mairie_a, inside):
    inside(mairie_a)
    publication, user = make_publication(), make_user()

    at_once(mairie_a, *[lambda: set_like(publication_id=publication.pk, user=user, liked=True)] * 2)

    assert (Like.objects.count(), Publication.objects.get().likes_count) == (1, 1)
