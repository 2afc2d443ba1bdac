"""GET /publications/{id}/."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from core.redis import RedisUnavailable
from core.tenancy import mairie_context
from tenant_apps.publications.selectors.comments import EMBEDDED_REPLIES, EMBEDDED_THREADS
from tests.factories import make_user
from tests.queries import queries
from tests.tenant_apps.publications.factories import (
    BASE,
    com,
    make_comment,
    make_image,
    make_like,
    make_media,
    make_publication,
    path,
    pub,
)

NOON = datetime(2025, 12, 5, 12, tzinfo=UTC)


def test_it_is_shown_whole_with_its_comments(client_for, mairie_a, via):
    client = client_for(mairie_a, "citizen", via=via)
    with mairie_context(mairie_a):
        author = make_user(role="admin", first_name="Jean", last_name="Dupont")
        pierre = make_user(first_name="Pierre", last_name="Durand", avatar="avatars/user-25.webp")
        publication = make_publication(
            author=author,
            title="Inauguration",
            content="<p>Contenu</p>",
            excerpt="Contenu",
            category="culture",
            tags=["parc"],
            created_at=NOON,
            updated_at=NOON,
            published_at=NOON,
            expires_at=datetime(2999, 1, 1, tzinfo=UTC),
            priority="high",
        )
        image = make_image(
            publication,
            name="publications/a-0000000000000003.jpg",
            alt_text="Le parc",
            widths=[480],
            width=640,
            height=480,
        )
        comment = make_comment(publication, author=pierre, content="Excellent projet !", created_at=NOON)
        reply = make_comment(publication, author=author, parent=comment, content="Merci !", created_at=NOON)
        make_like(publication, make_user())

    response = client.get(path(publication))

    suffix = f"?municipality_code={mairie_a.code}" if via == "code" else ""
    assert response.status_code == 200
    assert response.json() == {
        "id": pub(publication),
        "type": "post",
        "title": "Inauguration",
        "content": "<p>Contenu</p>",
        "excerpt": "Contenu",
        "cover_image": None,
        "cover_image_alt": None,
        "images": [f"/media/publications/a-0000000000000003.jpg{suffix}"],
        "author": {"id": author.id, "name": "Jean Dupont", "avatar_url": None, "role": "Administrateur"},
        "status": "published",
        "category": "culture",
        "tags": ["parc"],
        "priority": "high",
        "likes": 1,
        "comments_count": 2,
        "views": 1,
        "liked_by_me": False,
        "is_pinned": False,
        "allow_comments": True,
        "created_at": "2025-12-05T12:00:00Z",
        "updated_at": "2025-12-05T12:00:00Z",
        "published_at": "2025-12-05T12:00:00Z",
        "scheduled_at": None,
        "expires_at": "2999-01-01T00:00:00Z",
        "is_expired": False,
        "gallery": [
            {
                "id": f"img_{image.pk:03d}",
                "media_id": f"media_{image.media_id:03d}",
                "url": f"/media/publications/a-0000000000000003.jpg{suffix}",
                "thumbnail_url": f"/media/publications/thumb_a-0000000000000003.webp{suffix}",
                "alt_text": "Le parc",
                "width": 640,
                "height": 480,
                "renditions": [{"width": 480, "url": f"/media/publications/a-0000000000000003_480.webp{suffix}"}],
            }
        ],
        "comments": [
            {
                "id": com(comment),
                "parent_id": None,
                "content": "Excellent projet !",
                "author": {
                    "id": pierre.id,
                    "name": "Pierre Durand",
                    "avatar_url": f"/media/avatars/user-25.webp{suffix}",
                },
                "status": "visible",
                "created_at": "2025-12-05T12:00:00Z",
                "replies": [
                    {
                        "id": com(reply),
                        "parent_id": com(comment),
                        "content": "Merci !",
                        "author": {"id": author.id, "name": "Jean Dupont", "avatar_url": None},
                        "status": "visible",
                        "created_at": "2025-12-05T12:00:00Z",
                    }
                ],
                "replies_count": 1,
            }
        ],
    }


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "draft"},
        {"status": "archived"},
        {"status": "scheduled", "scheduled_at": timezone.now() + timedelta(days=1)},
        {"expires_at": timezone.now() - timedelta(seconds=1)},
    ],
)
def test_what_is_not_public_is_not_there_for_citizens(client_for, mairie_a, via, fields):
    with mairie_context(mairie_a):
        publication = make_publication(**fields)

    refused = client_for(mairie_a, "citizen", via=via).get(path(publication))
    shown = client_for(mairie_a, "moderator", via=via).get(path(publication))

    assert (refused.status_code, refused.json()["error"]["code"]) == (404, "PUBLICATION_NOT_FOUND")
    assert shown.status_code == 200


@pytest.mark.parametrize(
    "wrong", ["1", "pub_1", "com_001", "pub_0001", "pub_999", "pub_-01", "pub_99999999999999999999"]
)
def test_an_unknown_or_malformed_id_is_not_found(client_for, mairie_a, wrong):
    with mairie_context(mairie_a):
        make_publication()

    assert client_for(mairie_a, "mayor").get(f"{BASE}{wrong}/").status_code == 404


def test_a_deleted_comment_keeps_the_place_of_its_replies(client_for, mairie_a):
    with mairie_context(mairie_a):
        publication = make_publication()
        removed = make_comment(publication, status="deleted", content="")
        reply = make_comment(publication, parent=removed)
        lonely = make_comment(publication, status="hidden", content="Caché")
        make_comment(publication, parent=lonely, status="hidden")

    [thread] = client_for(mairie_a, "citizen").get(path(publication)).json()["comments"]

    assert (thread["id"], thread["content"], thread["status"]) == (com(removed), "", "deleted")
    assert thread["author"] == {"id": None, "name": "Commentaire retiré", "avatar_url": None}
    assert [one["id"] for one in thread["replies"]] == [com(reply)]


def test_moderators_read_what_is_hidden_but_not_what_was_deleted(client_for, mairie_a):
    with mairie_context(mairie_a):
        publication = make_publication()
        hidden = make_comment(publication, status="hidden", content="Caché", reports_count=3)

    [thread] = client_for(mairie_a, "moderator").get(path(publication)).json()["comments"]

    assert (thread["content"], thread["status"], thread["reports_count"]) == ("Caché", "hidden", 3)
    assert thread["author"]["id"] == hidden.author_id


def test_the_first_fifty_threads_and_replies_are_embedded(client_for, mairie_a):
    with mairie_context(mairie_a):
        publication, author = make_publication(), make_user()
        threads = [make_comment(publication, author=author) for _number in range(EMBEDDED_THREADS + 1)]
        replies = [make_comment(publication, author=author, parent=threads[0]) for _n in range(EMBEDDED_REPLIES + 1)]

    shown = client_for(mairie_a, "citizen").get(path(publication)).json()["comments"]

    assert [thread["id"] for thread in shown] == [com(one) for one in threads[:EMBEDDED_THREADS]]
    assert [one["id"] for one in shown[0]["replies"]] == [com(one) for one in replies[:EMBEDDED_REPLIES]]
    assert [thread["replies_count"] for thread in shown[:2]] == [EMBEDDED_REPLIES + 1, 0]


def test_the_number_of_queries_is_the_same_for_one_and_fifty_threads(client_for, mairie_a):
    client = client_for(mairie_a, "citizen")
    with mairie_context(mairie_a):
        publication, author = make_publication(cover=make_media()), make_user()
    counts = []
    for threads in (1, 49):
        with mairie_context(mairie_a):
            for _number in range(threads):
                make_comment(publication, author=author, parent=make_comment(publication, author=author))
            make_image(publication)
        client.get(path(publication))
        with queries() as sent:
            assert client.get(path(publication)).status_code == 200
        counts.append(len(sent))

    assert counts == [4, 4]


def test_nothing_is_written_to_the_database_by_reading(client_for, mairie_a):
    with mairie_context(mairie_a):
        publication = make_publication()
    client = client_for(mairie_a, "citizen")

    with queries() as sent:
        client.get(path(publication))

    assert not [query for query in sent if query.lstrip().upper().startswith(("UPDATE", "INSERT", "DELETE"))]


def test_it_is_shown_without_redis(client_for, mairie_a, monkeypatch):
    class Down:
        def eval(self, *args):
            raise RedisUnavailable

    with mairie_context(mairie_a):
        publication = make_publication(views_count=7)
    client = client_for(mairie_a, "citizen")
    monkeypatch.setattr("tenant_apps.publications.services.view_counts.client", Down)

    assert client.get(path(publication)).json()["views"] == 7


def test_the_same_number_is_another_publication_elsewhere(client_for, mairie_a, mairie_b, via):
    made = {}
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            made[mairie] = make_publication(pk=4711, title=f"Celle de {mairie.code}")

    for mairie, publication in made.items():
        assert (
            client_for(mairie, "citizen", via=via).get(path(publication)).json()["title"] == f"Celle de {mairie.code}"
        )


def test_an_account_is_needed(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        publication = make_publication()

    assert client_for(mairie_a, via=via).get(path(publication)).status_code == 401
