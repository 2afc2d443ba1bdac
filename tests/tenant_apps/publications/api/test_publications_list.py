"""GET /publications/."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from core.tenancy import mairie_context
from tenant_apps.publications.models import Publication
from tests.factories import make_user
from tests.queries import queries
from tests.tenant_apps.publications.factories import (
    BASE,
    make_image,
    make_like,
    make_media,
    make_publication,
    pub,
)

NOON = datetime(2025, 12, 5, 12, 0, 0, 987_654, tzinfo=UTC)
HOUR = timedelta(hours=1)


def titles(response) -> list[str]:
    assert response.status_code == 200, response.content
    return [row["title"] for row in response.json()["results"]]


def test_a_post_is_shown_whole(client_for, mairie_a, via):
    client = client_for(mairie_a, "citizen", via=via)
    with mairie_context(mairie_a):
        author = make_user(role="mayor", first_name="Jean", last_name="Dupont", avatar="avatars/user-1.webp")
        publication = make_publication(
            author=author,
            title="Inauguration du nouveau parc municipal",
            content="Nous avons le plaisir de vous annoncer...",
            excerpt="Nous avons le plaisir",
            cover=make_media(name="publications/parc-0000000000000001.jpg", alt_text="Le parc"),
            category="actualites",
            tags=["parc", "loisirs"],
            comments_count=45,
            views_count=1892,
            is_pinned=True,
            created_at=NOON,
            updated_at=NOON,
            published_at=NOON,
        )
        make_image(publication, 2, name="publications/b-0000000000000002.jpg")
        make_image(publication, 1, name="publications/a-0000000000000003.jpg")
        make_like(publication, client.user)

    response = client.get(BASE)

    suffix = f"?municipality_code={mairie_a.code}" if via == "code" else ""
    assert response.json() == {
        "count": 1,
        "next": None,
        "previous": None,
        "results": [
            {
                "id": pub(publication),
                "type": "post",
                "title": "Inauguration du nouveau parc municipal",
                "content": "Nous avons le plaisir de vous annoncer...",
                "excerpt": "Nous avons le plaisir",
                "cover_image": f"/media/publications/parc-0000000000000001.jpg{suffix}",
                "cover_image_alt": "Le parc",
                "images": [
                    f"/media/publications/a-0000000000000003.jpg{suffix}",
                    f"/media/publications/b-0000000000000002.jpg{suffix}",
                ],
                "author": {
                    "id": author.id,
                    "name": "Jean Dupont",
                    "avatar_url": f"/media/avatars/user-1.webp{suffix}",
                    "role": "Maire",
                },
                "status": "published",
                "category": "actualites",
                "tags": ["parc", "loisirs"],
                "priority": "normal",
                "likes": 1,
                "comments_count": 45,
                "views": 1892,
                "liked_by_me": True,
                "is_pinned": True,
                "allow_comments": True,
                "created_at": "2025-12-05T12:00:00Z",
                "updated_at": "2025-12-05T12:00:00Z",
                "published_at": "2025-12-05T12:00:00Z",
                "scheduled_at": None,
                "expires_at": None,
                "is_expired": False,
            }
        ],
    }


@pytest.mark.parametrize(
    ("role", "label"),
    [({"role": "admin"}, "Administrateur"), ({"role": "moderator"}, "Modérateur"), ({"role": "mayor"}, "Maire")],
)
def test_the_author_has_a_french_role(client_for, mairie_a, role, label):
    with mairie_context(mairie_a):
        make_publication(author=make_user(**role))

    [row] = client_for(mairie_a, "citizen").get(BASE).json()["results"]

    assert row["author"]["role"] == label


def test_citizens_see_what_is_on_line_and_staff_sees_all(client_for, mairie_a, via):
    now = timezone.now()
    with mairie_context(mairie_a):
        make_publication(title="En ligne")
        make_publication(title="Brouillon", status="draft")
        make_publication(title="Archivée", status="archived")
        make_publication(title="Expirée", expires_at=now - HOUR)
        make_publication(title="Bientôt expirée", expires_at=now + HOUR)
        make_publication(title="À venir", status="scheduled", scheduled_at=now + HOUR)
        make_publication(title="Heure venue", status="scheduled", scheduled_at=now - HOUR)

    seen = titles(client_for(mairie_a, "citizen", via=via).get(BASE))
    everything = titles(client_for(mairie_a, "moderator", via=via).get(BASE))

    assert sorted(seen) == ["Bientôt expirée", "En ligne", "Heure venue"]
    assert len(everything) == 7


def test_staff_that_is_not_approved_or_not_verified_sees_what_citizens_see(client_for, mairie_a):
    with mairie_context(mairie_a):
        make_publication(status="draft")
        pending, unverified = make_user(role="mayor", role_status="pending"), make_user(role="mayor", is_verified=False)

    for user in (pending, unverified):
        assert client_for(mairie_a, user=user).get(BASE).json()["count"] == 0


def test_a_scheduled_one_whose_moment_has_come_reads_as_published_without_any_job(client_for, mairie_a):
    moment = timezone.now().replace(microsecond=0) - HOUR
    with mairie_context(mairie_a):
        make_publication(status="scheduled", scheduled_at=moment)

    [row] = client_for(mairie_a, "citizen").get(f"{BASE}?status=published").json()["results"]

    assert (row["status"], row["published_at"]) == ("published", f"{moment:%Y-%m-%dT%H:%M:%SZ}")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("type=communique", {"Vent"}),
        ("type=post", {"Parc", "Fête", "Plan", "Prévue", "Vieille"}),
        ("status=draft", {"Plan"}),
        ("status=scheduled", {"Prévue"}),
        ("status=published", {"Parc", "Vent", "Fête"}),
        ("status=archived", {"Vieille"}),
        ("category=culture", {"Fête"}),
        ("category=inconnue", set()),
        ("tag=loisirs", {"Parc", "Fête"}),
        ("priority=urgent", {"Vent"}),
        ("pinned=true", {"Parc"}),
        ("pinned=false&type=communique", {"Vent"}),
        ("expired=true", {"Vent"}),
        ("start_date=2025-12-05&end_date=2025-12-05", {"Fête"}),
        ("start_date=2025-12-06", {"Parc", "Vent", "Plan", "Prévue", "Vieille"}),
        ("end_date=2025-12-04", set()),
        ("start_date=2025-12-06&end_date=9999-12-31", {"Parc", "Vent", "Plan", "Prévue", "Vieille"}),
        (
            "type=&status=&category=&tag=&priority=&pinned=&search=&ordering=&start_date=",
            {"Parc", "Vent", "Fête", "Plan", "Prévue", "Vieille"},
        ),
        ("unknown=1", {"Parc", "Vent", "Fête", "Plan", "Prévue", "Vieille"}),
    ],
)
def test_filters(client_for, mairie_a, query, found):
    now = timezone.now()
    with mairie_context(mairie_a):
        make_publication(title="Parc", tags=["parc", "loisirs"], is_pinned=True)
        make_publication(title="Vent", type="communique", priority="urgent", expires_at=now - HOUR)
        # 23:30 on 5 December in Paris is 22:30 in UTC.
        make_publication(
            title="Fête", tags=["loisirs"], category="culture", created_at=datetime(2025, 12, 5, 22, 30, tzinfo=UTC)
        )
        make_publication(title="Plan", status="draft")
        make_publication(title="Prévue", status="scheduled", scheduled_at=now + HOUR)
        make_publication(title="Vieille", status="archived")

    assert set(titles(client_for(mairie_a, "moderator").get(f"{BASE}?{query}"))) == found


def test_the_filter_by_author(client_for, mairie_a):
    with mairie_context(mairie_a):
        mine = make_publication()
        make_publication()

    response = client_for(mairie_a, "citizen").get(f"{BASE}?author={mine.author_id}")

    assert titles(response) == [mine.title]


@pytest.mark.parametrize("status", ["draft", "scheduled", "archived"])
def test_no_filter_shows_citizens_what_is_not_public(client_for, mairie_a, status):
    with mairie_context(mairie_a):
        make_publication(status=status, scheduled_at=timezone.now() + HOUR)

    assert client_for(mairie_a, "citizen").get(f"{BASE}?status={status}").json()["count"] == 0


@pytest.mark.parametrize(
    "query",
    [
        "type=affiche",
        "status=publie",
        "priority=vitale",
        "pinned=peut-être",
        "author=moi",
        "ordering=content",
        "start_date=05/12/2025",
        "limit=0",
        "limit=101",
        "page=zero",
        "search=%00",
    ],
)
def test_an_unknown_value_of_a_filter_is_refused(client_for, mairie_a, query):
    response = client_for(mairie_a, "citizen").get(f"{BASE}?{query}")

    assert response.status_code == 422
    assert set(response.json()["error"]["details"]) == {query.partition("=")[0]}


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("inauguration", {"Inauguration du parc"}),
        ("INAUGURATIONS", {"Inauguration du parc"}),
        ("ecoles", {"Fermeture"}),
        ("à l'école", {"Fermeture"}),
        ("élève", {"Fermeture"}),
        ("elevé", {"Fermeture"}),
        ("kermesse", {"Fermeture"}),
        ("travaux voirie", {"Rue barrée"}),
        ("boulevard", {"Rue barrée"}),
        ("strong", set()),
        ("parc OR voirie", {"Inauguration du parc", "Rue barrée"}),
        ("parc -inauguration", set()),
        ('"du parc', {"Inauguration du parc"}),
        ("le", set()),
        ("';--&|!()", set()),
    ],
)
def test_search_is_french_and_ignores_accents_and_case(client_for, mairie_a, search, found):
    with mairie_context(mairie_a):
        make_publication(title="Inauguration du parc", content="Venez nombreux.", excerpt="Samedi.")
        make_publication(title="Fermeture", content="L'école Élève-toi", excerpt="-", tags=["Kermesse d'été"])
        make_publication(
            title="Rue barrée", content="<p>Les <strong>travaux</strong> du boulevard.</p>", excerpt="La voirie"
        )

    response = client_for(mairie_a, "citizen").request("GET", BASE + "?" + _encoded(search))

    assert set(titles(response)) == found


def _encoded(search: str) -> str:
    from urllib.parse import urlencode

    return urlencode({"search": search})


@pytest.mark.parametrize(
    ("ordering", "expected"),
    [
        ("created_at", ["Épi", "Abri", "Zoo"]),
        ("-created_at", ["Zoo", "Abri", "Épi"]),
        ("published_at", ["Zoo", "Épi", "Abri"]),
        ("-published_at", ["Abri", "Épi", "Zoo"]),
        ("views", ["Abri", "Zoo", "Épi"]),
        ("-views", ["Épi", "Zoo", "Abri"]),
        ("likes", ["Zoo", "Épi", "Abri"]),
        ("-likes", ["Abri", "Épi", "Zoo"]),
        ("title", ["Abri", "Épi", "Zoo"]),
        ("-title", ["Zoo", "Épi", "Abri"]),
        ("", ["Zoo", "Abri", "Épi"]),
    ],
)
def test_pinned_ones_come_first_then_the_order_asked_for(client_for, mairie_a, ordering, expected):
    with mairie_context(mairie_a):
        make_publication(title="Épi", created_at=NOON, published_at=NOON + 2 * HOUR, views_count=9, likes_count=5)
        make_publication(
            title="Abri",
            created_at=NOON + HOUR,
            status="scheduled",
            scheduled_at=NOON + 3 * HOUR,
            views_count=1,
            likes_count=9,
        )
        make_publication(title="Zoo", created_at=NOON + 2 * HOUR, published_at=NOON, views_count=5, likes_count=1)
        make_publication(title="Une", created_at=NOON + HOUR, published_at=NOON + HOUR, is_pinned=True)

    query = f"?ordering={ordering}" if ordering else ""

    assert titles(client_for(mairie_a, "citizen").get(BASE + query)) == ["Une", *expected]


def test_pages_keep_the_filters(client_for, mairie_a):
    with mairie_context(mairie_a):
        for number in range(5):
            make_publication(title=f"N° {number}", tags=["été"])
    client = client_for(mairie_a, "citizen")

    first = client.get(f"{BASE}?limit=2&tag=%C3%A9t%C3%A9&ordering=created_at").json()
    second = client.get(first["next"]).json()
    last = client.get(second["next"]).json()

    assert first["next"].startswith(f"{BASE}?page=2&limit=2")
    assert [first["count"], second["count"], last["count"]] == [5, 5, 5]
    assert [row["title"] for page in (first, second, last) for row in page["results"]] == [f"N° {n}" for n in range(5)]
    assert (first["previous"], last["next"]) == (None, None)
    assert client.get(last["previous"]).json() == second
    assert client.get(f"{BASE}?page=4&limit=2").status_code == 404


def test_an_empty_first_page_is_no_error(client_for, mairie_a):
    response = client_for(mairie_a, "citizen").get(BASE)

    assert response.json() == {"count": 0, "next": None, "previous": None, "results": []}


def test_the_number_of_queries_is_the_same_for_one_and_thirty_rows(client_for, mairie_a):
    client = client_for(mairie_a, "citizen")
    counts = []
    for rows in (1, 29):
        with mairie_context(mairie_a):
            for _number in range(rows):
                make_image(make_publication(cover=make_media()))
        client.get(BASE)
        with queries() as sent:
            assert client.get(f"{BASE}?limit=100").status_code == 200
        counts.append(len(sent))

    assert counts == [2, 2]


def test_each_mairie_has_its_own_list(client_for, mairie_a, mairie_b, via):
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            make_publication(title=f"Celle de {mairie.code}")

    for mairie in (mairie_a, mairie_b):
        assert titles(client_for(mairie, "citizen", via=via).get(BASE)) == [f"Celle de {mairie.code}"]


def test_an_account_is_needed(client_for, mairie_a, via):
    response = client_for(mairie_a, via=via).get(BASE)

    assert (response.status_code, response.json()["error"]["code"]) == (401, "UNAUTHENTICATED")


def test_both_ways_of_saying_what_is_public_agree(mairie_a, inside):
    from tenant_apps.publications.selectors.listing import PublicationFilters, list_publications
    from tenant_apps.publications.selectors.visibility import Reader, visible_publications

    inside(mairie_a)
    now = timezone.now()
    for status in Publication.Status.values:
        for scheduled_at in (now - HOUR, now + HOUR):
            for expires_at in (None, now - HOUR, now + HOUR):
                make_publication(status=status, scheduled_at=scheduled_at, expires_at=expires_at)

    _count, rows = list_publications(reader=Reader(), filters=PublicationFilters(), limit=100)
    by_rule = {pub(row) for row in Publication.objects.all() if row.is_public_at(now)}

    assert {row["id"] for row in rows} == {pub(row) for row in visible_publications()} == by_rule
    assert len(rows) == 6
