"""POST /publications/{id}/comments/."""

import pytest

from core.api.timestamps import utc
from core.tenancy import mairie_context
from tenant_apps.dashboard.models import Activity
from tenant_apps.publications import hooks
from tenant_apps.publications.models import BlockedCommenter, Comment, Publication
from tests.factories import make_user
from tests.tenant_apps.publications.factories import com, make_comment, make_publication, path

CONTRACT = {"content": "Excellent projet !", "parent_id": None}


def test_the_contracts_body_makes_a_comment(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        publication = make_publication(title="Le parc")
    client = client_for(mairie_a, "citizen", via=via)

    response = client.post(path(publication, "comments"), json=CONTRACT)

    with mairie_context(mairie_a):
        comment = Comment.objects.get()
        assert Publication.objects.get().comments_count == 1
        activity = Activity.objects.get(type="comment_created")
        assert (activity.actor_id, activity.target, activity.description) == (client.user.id, com(comment), "Le parc")
    assert response.status_code == 201
    assert response.json() == {
        "id": com(comment),
        "parent_id": None,
        "content": "Excellent projet !",
        "author": {"id": client.user.id, "name": client.user.full_name, "avatar_url": None},
        "status": "visible",
        "created_at": utc(comment.created_at),
    }


def test_a_reply_goes_below_what_it_answers(client_for, mairie_a):
    with mairie_context(mairie_a):
        publication = make_publication()
        parent = make_comment(publication)

    made = client_for(mairie_a, "mayor").post(
        path(publication, "comments"), json={"content": "Merci", "parent_id": com(parent)}
    )

    assert (made.status_code, made.json()["parent_id"]) == (201, com(parent))


def test_text_is_kept_as_it_was_written(client_for, mairie_a):
    with mairie_context(mairie_a):
        publication = make_publication()
    text = "Prix < 10 € & <b>merci</b>\n\nÀ bientôt 🌳"

    made = client_for(mairie_a, "citizen").post(path(publication, "comments"), json={"content": f"  {text}\r\n"})

    assert made.json()["content"] == text


@pytest.mark.parametrize("case", ["foreign", "reply", "deleted", "hidden", "unknown", "malformed"])
def test_what_can_not_be_answered_is_named(client_for, mairie_a, case):
    with mairie_context(mairie_a):
        publication = make_publication()
        parents = {
            "foreign": com(make_comment(make_publication())),
            "reply": com(make_comment(publication, parent=make_comment(publication))),
            "deleted": com(make_comment(publication, status="deleted")),
            "hidden": com(make_comment(publication, status="hidden")),
            "unknown": "com_999",
            "malformed": "12",
        }

    body = {"content": "Oui", "parent_id": parents[case]}
    response = client_for(mairie_a, "citizen").post(path(publication, "comments"), json=body)

    assert (response.status_code, set(response.json()["error"]["details"])) == (422, {"parent_id"})


@pytest.mark.parametrize("content", ["", "  \n ", "\u0007", "x" * 2001, None])
def test_an_empty_or_endless_text_is_refused(client_for, mairie_a, content):
    with mairie_context(mairie_a):
        publication = make_publication()

    response = client_for(mairie_a, "citizen").post(path(publication, "comments"), json={"content": content})

    assert (response.status_code, set(response.json()["error"]["details"])) == (422, {"content"})


def test_closed_comments_and_blocked_people_are_refused(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        closed, open_one = make_publication(allow_comments=False), make_publication()
        blocked = make_user()
        BlockedCommenter.objects.create(user=blocked, blocked_by=make_user(role="mayor"), reason="")

    first = client_for(mairie_a, "mayor", via=via).post(path(closed, "comments"), json=CONTRACT)
    second = client_for(mairie_a, via=via, user=blocked).post(path(open_one, "comments"), json=CONTRACT)

    assert (first.status_code, first.json()["error"]["code"]) == (403, "COMMENTS_CLOSED")
    assert (second.status_code, second.json()["error"]["code"]) == (403, "COMMENTER_BLOCKED")
    with mairie_context(mairie_a):
        assert not Comment.objects.exists()


@pytest.mark.parametrize(("role", "status"), [("citizen", 404), ("mayor", 409)])
def test_what_is_not_on_line_is_not_commented(client_for, mairie_a, role, status):
    with mairie_context(mairie_a):
        publication = make_publication(status="archived")

    assert client_for(mairie_a, role).post(path(publication, "comments"), json=CONTRACT).status_code == status


def test_an_unverified_address_does_not_comment(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        publication, user = make_publication(), make_user(is_verified=False)

    response = client_for(mairie_a, via=via, user=user).post(path(publication, "comments"), json=CONTRACT)

    assert (response.status_code, response.json()["error"]["code"]) == (403, "EMAIL_NOT_VERIFIED")
    assert client_for(mairie_a, via=via).post(path(publication, "comments"), json=CONTRACT).status_code == 401


def test_other_apps_are_told(client_for, mairie_a, monkeypatch):
    told = []
    monkeypatch.setattr(hooks.commented, "_registered", [lambda comment: told.append(comment.content)])
    with mairie_context(mairie_a):
        publication = make_publication()

    client_for(mairie_a, "citizen").post(path(publication, "comments"), json=CONTRACT)

    assert told == ["Excellent projet !"]
