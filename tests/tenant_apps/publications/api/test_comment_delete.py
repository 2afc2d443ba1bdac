"""DELETE /publications/{id}/comments/{id}/."""

import pytest

from core.tenancy import mairie_context
from tenant_apps.dashboard.models import Activity
from tenant_apps.publications.models import Comment, Publication
from tests.factories import make_user
from tests.tenant_apps.publications.factories import com, make_comment, make_publication, path


@pytest.mark.parametrize("role", ["citizen", "moderator"])
def test_its_author_and_moderators_delete_it(client_for, mairie_a, via, role):
    with mairie_context(mairie_a):
        publication, user = make_publication(), make_user(role=role)
        comment = make_comment(publication, author=user if role == "citizen" else make_user())

    response = client_for(mairie_a, via=via, user=user).delete(path(publication, "comments", comment))

    assert (response.status_code, response.content) == (204, b"")
    with mairie_context(mairie_a):
        assert not Comment.objects.exists()
        assert Publication.objects.get().comments_count == 0
        by_moderators = Activity.objects.filter(type="comment_deleted").values_list("actor_id", "target")
        assert list(by_moderators) == ([] if role == "citizen" else [(user.id, com(comment))])


def test_one_that_has_replies_keeps_its_place_without_its_text(client_for, mairie_a):
    with mairie_context(mairie_a):
        publication = make_publication()
        comment = make_comment(publication, content="Secret")
        reply = make_comment(publication, parent=comment)
    client = client_for(mairie_a, "moderator")

    client.delete(path(publication, "comments", comment))
    [thread] = client.get(path(publication)).json()["comments"]

    assert (thread["status"], thread["content"], len(thread["replies"])) == ("deleted", "", 1)
    with mairie_context(mairie_a):
        assert Comment.objects.get(pk=comment.pk).content == ""
        assert Publication.objects.get().comments_count == 1
    assert client.delete(path(publication, "comments", comment)).status_code == 404

    client.delete(path(publication, "comments", reply))
    with mairie_context(mairie_a):
        assert not Comment.objects.exists()


def test_nobody_else_deletes_it(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        publication = make_publication()
        comment, hidden = make_comment(publication), make_comment(publication, status="hidden")
    other = client_for(mairie_a, "citizen", via=via)

    assert other.delete(path(publication, "comments", comment)).status_code == 403
    assert other.delete(path(publication, "comments", hidden)).status_code == 404
    assert client_for(mairie_a, via=via).delete(path(publication, "comments", comment)).status_code == 401
    with mairie_context(mairie_a):
        assert Comment.objects.count() == 2


def test_it_is_found_below_its_own_publication_only(client_for, mairie_a):
    with mairie_context(mairie_a):
        publication, other = make_publication(), make_publication()
        comment = make_comment(publication)
    client = client_for(mairie_a, "mayor")

    assert client.delete(path(other, "comments", comment)).status_code == 404
    assert client.delete(path(publication, "comments", "com_1")).status_code == 404
    assert client.delete(path(publication, "comments", "com_999")).status_code == 404


def test_the_same_number_elsewhere_stays(client_for, mairie_a, mairie_b):
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            publication = make_publication(pk=4711)
            comment = make_comment(publication, pk=4712)

    client_for(mairie_a, "mayor").delete(path(publication, "comments", comment))

    with mairie_context(mairie_b):
        assert Comment.objects.filter(pk=4712).exists()
