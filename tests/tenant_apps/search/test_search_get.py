"""GET /search/."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.utils import timezone

from core.api import ids
from core.search import finding, sources
from core.search.words import parameters
from core.tenancy import mairie_context
from tenant_apps.events.models import Event, Series
from tenant_apps.search.selectors.everything import SOURCES
from tenant_apps.website.models import Page
from tests.factories import make_user
from tests.queries import queries
from tests.tenant_apps.events.factories import make_event
from tests.tenant_apps.messages.factories import answer, make_conversation, make_visit
from tests.tenant_apps.publications.factories import make_publication

BASE = "/api/v1/search/"
NOON = datetime(2025, 12, 5, 12, 0, tzinfo=UTC)


def found(response, kind: str) -> list[str]:
    assert response.status_code == 200, response.content
    return [row["title"] for row in response.json()["results"][kind]]


def make_page(**fields):
    return Page.objects.create(**{"slug": "etat-civil", "is_published": True, **fields})


def test_everything_that_has_the_words_is_found(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        publication = make_publication(
            title="Inauguration du nouveau parc municipal",
            content="<p>Samedi, le nouveau <strong>parc municipal</strong> sera inauguré &amp; ouvert.</p>",
            created_at=NOON,
            published_at=NOON,
        )
        event = make_event(title="Inauguration parc municipal", start_at=NOON, description="Verre de l'amitié")
        page = make_page(title="Les parcs", content="Le parc municipal ferme à 20 h.", slug="parcs", updated_at=NOON)
        make_publication(title="Déchetterie", content="Nouveaux horaires")

    response = client_for(mairie_a, "citizen", via=via).get(f"{BASE}?q=parc+municipal")

    assert response.json() == {
        "query": "parc municipal",
        "total_count": 3,
        "counts": {"publications": 1, "events": 1, "messages": 0, "pages": 1},
        "is_similar": False,
        "next": None,
        "previous": None,
        "results": {
            "publications": [
                {
                    "id": ids.encode("pub", publication.pk),
                    "type": "post",
                    "title": "Inauguration du nouveau parc municipal",
                    "created_at": "2025-12-05T12:00:00Z",
                    "published_at": "2025-12-05T12:00:00Z",
                    "excerpt": "Samedi, le nouveau parc municipal sera inauguré & ouvert.",
                    "highlight": "Samedi, le nouveau <mark>parc municipal</mark> sera inauguré &amp; ouvert.",
                }
            ],
            "events": [
                {
                    "id": ids.encode("evt", event.pk),
                    "title": "Inauguration parc municipal",
                    "start_datetime": "2025-12-05T12:00:00Z",
                    "end_datetime": "2025-12-05T13:00:00Z",
                    "all_day": False,
                    "location": "",
                    "excerpt": "Verre de l'amitié",
                    "highlight": "Inauguration <mark>parc municipal</mark>",
                }
            ],
            "messages": [],
            "pages": [
                {
                    "id": ids.encode("page", page.pk),
                    "title": "Les parcs",
                    "slug": "parcs",
                    "updated_at": "2025-12-05T12:00:00Z",
                    "excerpt": "Le parc municipal ferme à 20 h.",
                    "highlight": "Le <mark>parc municipal</mark> ferme à 20 h.",
                }
            ],
        },
    }


def ask(client, query: str, **parameters: str):
    return client.get(f"{BASE}?{urlencode({'q': query, **parameters})}")


@pytest.mark.parametrize(
    "query", ["mediatheque", "MÉDIATHÈQUE", "médiathèques", "la médiathèque", '"de la médiathèque"']
)
def test_accents_case_plurals_and_stop_words_do_not_matter(client_for, mairie_a, query):
    with mairie_context(mairie_a):
        make_publication(title="Horaires de la médiathèque")

    assert found(ask(client_for(mairie_a, "citizen"), query), "publications") == ["Horaires de la médiathèque"]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("l'école", "La rentrée à l’école"),
        ("l’école", "La rentrée à l'école"),
        ("aujourd'hui", "Ouvert aujourd’hui"),
        ("aujourd’hui", "Ouvert aujourd'hui"),
        ("ÉCOLE", "Une école"),
        ("saint denis", "Marché de Saint-Denis"),
        ("Saint-Denis", "Marché de Saint Denis"),
        ('"saint-denis"', "Marché de Saint-Denis"),
        ("Saint‑Denis", "Marché de Saint-Denis"),
        ("2025-2026", "Saison 2025-2026"),
        ("infos@gif-sur-yvette.fr", "Écrire à infos@gif-sur-yvette.fr"),
        ("oeuvre", "Main-d’œuvre"),
        ("œuvre", "Main d'oeuvre"),
        ("CŒUR", "Le cœur de ville"),
        ("2026", "Budget 2026"),
        ("rd 21", "Travaux sur la RD 21"),
        ("école'", "Une école"),
        ("école & (mairie", "École et mairie"),
        ("la l'", "Le La"),
        ("à l'école", "Travaux devant l'école"),
        ("a l'ecole", "Travaux devant l'école"),
        ("les écoles", "Une école"),
        ("Quels sont les horaires de la mairie ?", "Horaires de mairie"),
        ('"place à prendre"', "Une place à prendre"),
        ("salle A", "La salle A"),
    ],
)
def test_words_are_found_however_they_are_written(client_for, mairie_a, query, title):
    with mairie_context(mairie_a):
        make_publication(title=title, content="Lisez la suite.", excerpt="Suite")
    body = ask(client_for(mairie_a, "citizen"), query).json()

    assert (body["total_count"], body["is_similar"]) == (0 if title == "Le La" else 1, False)


def test_a_title_that_has_the_word_comes_before_a_thousand_newer_texts(client_for, mairie_a, monkeypatch):
    monkeypatch.setattr(sources, "MOST_MATCHES", 3)
    monkeypatch.setattr(finding, "MOST_MATCHES", 3)
    with mairie_context(mairie_a):
        make_publication(title="Ouverture des piscines", content="Samedi.", excerpt="Samedi.")
        for _number in range(5):
            make_publication(title="Le sport", content="Une heure de piscine.", excerpt="Du sport.")

    body = ask(client_for(mairie_a, "citizen"), "la piscine").json()

    assert body["results"]["publications"][0]["title"] == "Ouverture des piscines"
    assert body["counts"]["publications"] == 3


def test_words_quotes_or_and_minus_are_understood(client_for, mairie_a):
    with mairie_context(mairie_a):
        for title in ("Parc municipal fermé", "Parc ouvert", "Piscine municipale"):
            make_publication(title=title, content="Lisez la suite.", excerpt="Suite")
    client = client_for(mairie_a, "citizen")

    assert set(found(ask(client, "parc -fermé"), "publications")) == {"Parc ouvert"}
    assert set(found(ask(client, "ouvert OR piscine"), "publications")) == {"Parc ouvert", "Piscine municipale"}
    assert set(found(ask(client, '"parc municipal"'), "publications")) == {"Parc municipal fermé"}


def test_titles_weigh_more_than_texts_and_the_newest_comes_first_among_equals(client_for, mairie_a):
    with mairie_context(mairie_a):
        for title, content, age in (
            ("Autre sujet", "On y parle de piscine.", 1),
            ("Piscine", "Lisez la suite.", 9),
            ("Piscine", "Lisez la suite.", 3),
        ):
            moment = timezone.now() - timedelta(days=age)
            make_publication(title=title, content=content, excerpt="Suite", created_at=moment)

    rows = ask(client_for(mairie_a, "citizen"), "piscine").json()["results"]["publications"]

    assert [row["title"] for row in rows] == ["Piscine", "Piscine", "Autre sujet"]
    assert rows[0]["created_at"] > rows[1]["created_at"]


def test_a_misspelt_name_is_found_when_nothing_has_the_word(client_for, mairie_a):
    with mairie_context(mairie_a):
        make_publication(title="La déchèterie rouvre lundi", content="<p>Une <b>bonne</b> nouvelle</p>")
        make_event(title="Visite de la déchèterie")
        make_page(title="Piscine")
    client = client_for(mairie_a, "citizen")

    body = ask(client, "dechetrie").json()

    assert body["is_similar"] is True
    assert body["counts"] == {"publications": 1, "events": 1, "messages": 0, "pages": 0}
    assert body["results"]["publications"][0]["highlight"] == "Une bonne nouvelle"
    assert ask(client, "déchèterie").json()["is_similar"] is False
    assert ask(client, "aéronautique").json()["total_count"] == 0


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("marié", "Horaires de la mairie"),
        ("ecoel", "La rentrée à l'école"),
        ("écolle", "La rentrée à l’école"),
        ("marchr", "Le marché de Noël"),
        ("pisicne", "Piscine municipale"),
        ("bibliohtèque", "La bibliothèque ferme"),
        ("sain-deni", "Marché de Saint-Denis"),
        ("choeru", "Concert du chœur"),
        ("conseil municpal", "Conseil municipal du 3 mars"),
    ],
)
def test_one_wrong_letter_or_two_that_changed_places_do_not_hide_a_name(client_for, mairie_a, query, title):
    with mairie_context(mairie_a):
        for other in (title, "Collecte des encombrants", "Budget participatif", "Don du sang"):
            make_publication(title=other, content="Lisez la suite.", excerpt="Suite")
    body = ask(client_for(mairie_a, "citizen"), query).json()

    assert (body["is_similar"], [row["title"] for row in body["results"]["publications"]]) == (True, [title])


@pytest.mark.parametrize("query", ["marié", "piscicole", "parking"])
def test_a_name_that_only_begins_alike_is_another_one(client_for, mairie_a, query):
    with mairie_context(mairie_a):
        for title in ("Le marché de Noël", "Une piste cyclable", "Le parc est ouvert", "Le parcours santé"):
            make_publication(title=title, content="Lisez la suite.", excerpt="Suite")

    assert ask(client_for(mairie_a, "citizen"), query).json()["total_count"] == 0


@pytest.mark.parametrize(
    "query", ["de la", "et ou", "!!", "&|()", "'--", "%_", "\\\\", "😀😀", "<script>", '""', "a" * 200]
)
def test_a_query_without_words_or_of_odd_characters_finds_nothing(client_for, mairie_a, query):
    response = ask(client_for(mairie_a, "mayor"), query)

    assert response.status_code == 200
    assert response.json()["total_count"] == 0


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("parc", "Sentier fermé par forte houle"),
        ("Le Goff", "Le sentier est ouvert"),
        ("01 99 00", "Le 01 60 12 34 56 ne répond plus"),
        ("a & b | !c", "Fête à la salle A"),
        ("pisicne -municipale", "Piscine municipale"),
    ],
)
def test_words_that_tell_nothing_make_no_names_similar(client_for, mairie_a, query, title):
    with mairie_context(mairie_a):
        make_publication(title=title, content="Lisez la suite.", excerpt="Suite")

    assert ask(client_for(mairie_a, "citizen"), query).json()["total_count"] == 0


def test_stop_words_alone_are_no_similar_name(client_for, mairie_a):
    with mairie_context(mairie_a):
        make_publication(title="Horaires de la mairie")

    assert ask(client_for(mairie_a, "citizen"), "de la").json()["total_count"] == 0


@pytest.mark.parametrize(
    "query", ["", "q=", "q=a", "q=+a+", "q=%20%20", f"q={'a' * 201}", "q=parc&type=x", "q=parc&type=pages&page=0"]
)
def test_a_query_that_is_missing_too_short_or_too_long_is_refused(client_for, mairie_a, query):
    response = client_for(mairie_a, "citizen").get(f"{BASE}?{query}")

    assert response.status_code == 422
    assert response.json()["error"]["code"] == "VALIDATION_ERROR"


def test_only_marks_are_markup_whatever_people_write(client_for, mairie_a):
    with mairie_context(mairie_a):
        make_publication(
            title="<script>alert(1)</script> parc",
            content="Un parc & <b>un</b> \ue000mark\ue001 <img src=x onerror=alert(1)>",
        )
        make_event(title="Autre", description="parc <script>alert(1)</script> & \ue000x\ue001")

    results = ask(client_for(mairie_a, "citizen"), "parc").json()["results"]

    for row in (*results["publications"], *results["events"]):
        assert not re.findall(r"<(?!/?mark>)", row["highlight"])
        assert row["highlight"].count("<mark>") == row["highlight"].count("</mark>") == 1
        assert "\ue000" not in str(row)


def test_a_passage_of_a_long_text_has_dots_where_it_goes_on(client_for, mairie_a):
    with mairie_context(mairie_a):
        make_publication(title="Autre", content="mot " * 300 + "piscine " + "fin " * 300)

    [row] = ask(client_for(mairie_a, "citizen"), "piscine").json()["results"]["publications"]

    assert row["highlight"].startswith("...mot") or row["highlight"].startswith("...<mark>")
    assert row["highlight"].endswith("...")
    assert "<mark>piscine</mark>" in row["highlight"]
    assert row["excerpt"] == row["highlight"].replace("<mark>", "").replace("</mark>", "")
    assert len(row["excerpt"]) < 400


@pytest.mark.parametrize("via", ["host", "code"], indirect=True)
def test_citizens_find_what_they_may_see_and_staff_finds_all(client_for, mairie_a, via):
    now = timezone.now()
    hour = timedelta(hours=1)
    with mairie_context(mairie_a):
        make_publication(title="Piscine en ligne")
        make_publication(title="Piscine brouillon", status="draft")
        make_publication(title="Piscine archivée", status="archived")
        make_publication(title="Piscine expirée", expires_at=now - hour)
        make_publication(title="Piscine à venir", status="scheduled", scheduled_at=now + hour)
        make_publication(title="Piscine heure venue", status="scheduled", scheduled_at=now - hour)
        invited = make_user()
        make_event(title="Piscine publique")
        make_event(title="Piscine privée", is_public=False, attendees={invited: "pending"})
        make_event(title="Réunion", notes="piscine")
        make_page(title="Piscine", slug="a")
        make_page(title="Piscine cachée", slug="b", is_published=False)
    citizen = ask(client_for(mairie_a, "citizen", via=via), "piscine", type="all")
    guest = ask(client_for(mairie_a, user=invited, via=via), "piscine")
    staff = ask(client_for(mairie_a, "moderator", via=via), "piscine")

    assert set(found(citizen, "publications")) == {"Piscine en ligne", "Piscine heure venue"}
    assert found(citizen, "events") == ["Piscine publique"]
    assert found(citizen, "pages") == ["Piscine"]
    assert set(found(guest, "events")) == {"Piscine publique", "Piscine privée"}
    assert len(found(staff, "publications")) == 5  # the best five of six
    assert staff.json()["counts"] == {"publications": 6, "events": 2, "messages": 0, "pages": 2}


def test_staff_that_is_not_approved_or_not_verified_finds_what_citizens_find(client_for, mairie_a):
    with mairie_context(mairie_a):
        make_publication(title="Piscine", status="draft")
        make_page(title="Piscine", is_published=False)
        make_conversation(subject="Piscine")
        users = (make_user(role="mayor", role_status="pending"), make_user(role="mayor", is_verified=False))

    for user in users:
        assert ask(client_for(mairie_a, user=user), "piscine").json()["total_count"] == 0


def test_conversations_are_found_by_subject_content_and_correspondent(client_for, mairie_a):
    with mairie_context(mairie_a):
        citizen = make_user(first_name="Marie", last_name="Martin")
        mayor = make_user(role="mayor")
        mine = make_conversation(citizen=citizen, subject="Déchetterie", content="Quand ouvre la piscine ?")
        answer(mine, mayor, "La piscine ouvre à 9 h.")
        answer(mine, mayor, "Attention, piscine en travaux", is_internal=True)
        make_conversation(subject="La piscine", content="Bonjour")
        make_visit(subject="Salle", content="Rien", name="Hélène Garnier")
    staff, owner = client_for(mairie_a, "moderator"), client_for(mairie_a, user=citizen)

    [row] = ask(owner, "piscine").json()["results"]["messages"]

    assert {key: row[key] for key in ("id", "title", "subject", "citizen_name", "category", "is_internal")} == {
        "id": ids.encode("conv", mine.pk),
        "title": "Déchetterie",
        "subject": "Déchetterie",
        "citizen_name": "Marie Martin",
        "category": "autre",
        "is_internal": False,
    }
    assert "<mark>piscine</mark>" in row["highlight"]
    assert set(found(ask(staff, "piscine"), "messages")) == {"Déchetterie", "La piscine"}
    assert found(ask(staff, "garnier"), "messages") == ["Salle"]
    assert found(ask(staff, "Martin Marie"), "messages") == ["Déchetterie"]
    assert found(ask(staff, "martni"), "messages") == ["Déchetterie"]
    assert found(ask(owner, "martin"), "messages") == []
    assert found(ask(owner, "martni"), "messages") == []
    assert found(ask(client_for(mairie_a, "citizen"), "piscine"), "messages") == []


def test_an_internal_note_is_found_by_staff_alone(client_for, mairie_a):
    with mairie_context(mairie_a):
        citizen = make_user()
        conversation = make_conversation(citizen=citizen)
        answer(conversation, make_user(role="mayor"), "Personne procédurière", is_internal=True)

    [row] = ask(client_for(mairie_a, "moderator"), "procédurière").json()["results"]["messages"]
    assert row["is_internal"] is True
    assert ask(client_for(mairie_a, user=citizen), "procédurière").json()["total_count"] == 0


def test_of_a_series_the_nearest_occurrence_is_found(client_for, mairie_a):
    now = timezone.now()
    with mairie_context(mairie_a):
        first = make_event(title="Permanence", start_at=now - timedelta(days=7))
        series = Series.objects.create(
            title="Permanence", pattern="weekly", timezone="Europe/Paris", anchor_at=first.start_at, duration=3600,
            created_by=first.created_by,
        )  # fmt: skip
        Event.objects.filter(pk=first.pk).update(series=series, position=0)
        for week in (1, 2, 3):
            start = now + timedelta(days=7 * week - 6)
            make_event(title="Permanence", start_at=start, series=series, position=week)
        alone = make_event(title="Permanence", start_at=now + timedelta(days=2))

    rows = ask(client_for(mairie_a, "citizen"), "permanence").json()["results"]["events"]

    assert [row["id"] for row in rows] == [
        ids.encode("evt", next_of(mairie_a, series)),
        ids.encode("evt", alone.pk),
    ]


def next_of(mairie, series) -> int:
    with mairie_context(mairie):
        return Event.objects.get(series=series, position=1).pk


def test_one_type_is_read_page_by_page(client_for, mairie_a):
    with mairie_context(mairie_a):
        for _number in range(7):
            make_publication(title="Piscine")
        make_event(title="Piscine")
    client = client_for(mairie_a, "citizen")

    seen, link = [], f"{BASE}?q=piscine&type=publications&limit=3"
    while link:
        body = client.get(link).json()
        assert body["total_count"] == 7
        seen += [row["id"] for row in body["results"]["publications"]]
        link = body["next"]

    assert len(set(seen)) == 7
    assert body["previous"] == f"{BASE}?page=2&limit=3&q=piscine&type=publications"
    assert client.get(f"{BASE}?q=piscine&type=publications&limit=3&page=4").status_code == 404


def test_a_page_of_similar_names_follows_the_first(client_for, mairie_a):
    with mairie_context(mairie_a):
        for _number in range(3):
            make_publication(title="Déchèterie")

    body = client_for(mairie_a, "citizen").get(f"{BASE}?q=dechetrie&type=publications&limit=2&page=2").json()

    assert (body["total_count"], len(body["results"]["publications"]), body["next"]) == (3, 1, None)


@pytest.mark.parametrize(("query", "most"), [("piscine", 3), ("pisicne", 4), ("introuvable", 4)])
def test_at_most_four_statements_whatever_is_found(client_for, mairie_a, query, most):
    client = client_for(mairie_a, "mayor")
    with mairie_context(mairie_a):
        make_publication(title="Piscine")
    ask(client, query)
    with queries() as few:
        ask(client, query)
    with mairie_context(mairie_a):
        for _number in range(30):
            make_publication(title="Piscine")
            make_event(title="Piscine")
    with queries() as many:
        ask(client, query)

    assert len(few) == len(many) == most <= 4


def test_nobody_searches_without_an_account(client_for, mairie_a):
    assert ask(client_for(mairie_a), "piscine").status_code == 401


def test_what_another_mairie_has_is_not_found(client_for, mairie_a, mairie_b):
    with mairie_context(mairie_b):
        make_publication(title="Piscine")
        make_event(title="Piscine")
        make_page(title="Piscine")
        make_conversation(subject="Piscine")

    for query in ("piscine", "pisicne"):
        assert ask(client_for(mairie_a, "mayor"), query).json()["total_count"] == 0


@pytest.mark.parametrize("how", ["matching", "similar"])
def test_each_kind_is_found_through_its_index(mairie_a, inside, how):
    """Reading every row is forbidden to the planner, so a plan without an index would say so."""
    inside(mairie_a)
    mayor = make_user(role="mayor")
    expected = {
        "publications": {"matching": "publications_search_idx", "similar": "publications_title_idx"},
        "events": {"matching": "events_search_idx", "similar": "events_title_idx"},
        "messages": {"matching": "messages_content_search_idx", "similar": "messages_subject_idx"},
    }
    for kind, names in expected.items():
        source = SOURCES[kind](mayor)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_indexscan = off")
            cursor.execute(f"EXPLAIN {getattr(source, how)}", {**source.values, **parameters("piscine")})
            plan = "\n".join(line for (line,) in cursor.fetchall())
        assert names[how] in plan, plan
