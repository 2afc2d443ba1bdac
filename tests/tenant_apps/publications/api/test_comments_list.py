"""GET /publications/{id}/comments/."""

import pytest

from core.tenancy import mairie_context
from tests.factories import make_user
from tests.queries import queries
from tests.tenant_apps.publications.factories import com, make_comment, make_publication, path


def test_pages_lead_through_all_threads(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        publication, author = make_publication(), make_user()
        threads = [make_comment(publication, author=author) for _number in range(5)]
        reply = make_comment(publication, parent=threads[4], author=author, content="Oui")
        make_comment(make_publication())
    client = client_for(mairie_a, "citizen", via=via)

    first = client.get(path(publication, "comments") + "?limit=3").json()
    second = client.get(first["next"]).json()

    assert (first["count"], second["count"], second["next"]) == (5, 5, None)
    assert [row["id"] for page in (first, second) for row in page["results"]] == [com(one) for one in threads]
    assert second["results"][1]["replies"] == [
        {
            "id": com(reply),
            "parent_id": com(threads[4]),
            "content": "Oui",
            "author": {"id": author.id, "name": author.full_name, "avatar_url": None},
            "status": "visible",
            "created_at": second["results"][1]["replies"][0]["created_at"],
        }
    ]


def test_replies_have_pages_of_their_own(client_for, mairie_a):
    with mairie_context(mairie_a):
        publication, author = make_publication(), make_user()
        parent = make_comment(publication)
        replies = [make_comment(publication, parent=parent, author=author) for _number in range(3)]
        make_comment(publication, parent=parent, status="hidden")
    client = client_for(mairie_a, "citizen")

    first = client.get(path(publication, "comments") + f"?parent_id={com(parent)}&limit=2").json()
    second = client.get(first["next"]).json()

    assert first["count"] == 3
    assert [row["id"] for page in (first, second) for row in page["results"]] == [com(one) for one in replies]


def test_only_moderators_see_hidden_ones(client_for, mairie_a):
    with mairie_context(mairie_a):
        publication = make_publication()
        make_comment(publication, status="hidden")

    address = path(publication, "comments")

    assert client_for(mairie_a, "citizen").get(address).json()["count"] == 0
    assert client_for(mairie_a, "moderator").get(address).json()["count"] == 1


@pytest.mark.parametrize(("query", "status"), [("?parent_id=12", 422), ("?page=2", 404), ("?limit=101", 422)])
def test_wrong_pages_are_refused(client_for, mairie_a, query, status):
    with mairie_context(mairie_a):
        publication = make_publication()

    assert client_for(mairie_a, "citizen").get(path(publication, "comments") + query).status_code == status


def test_what_the_reader_may_not_see_is_not_there(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        publication = make_publication(status="draft")

    address = path(publication, "comments")

    assert client_for(mairie_a, "citizen", via=via).get(address).status_code == 404
    assert client_for(mairie_a, via=via).get(address).status_code == 401


def test_the_number_of_queries_is_the_same_for_one_and_thirty_threads(client_for, mairie_a):
    client = client_for(mairie_a, "citizen")
    with mairie_context(mairie_a):
        publication, author = make_publication(), make_user()
    counts = []
    for threads in (1, 29):
        with mairie_context(mairie_a):
            for _number in range(threads):
                make_comment(publication, author=author, parent=make_comment(publication, author=author))
        client.get(path(publication, "comments"))
        with queries() as sent:
            client.get(path(publication, "comments") + "?limit=100")
        counts.append(len(sent))

    assert counts == [5, 5]
