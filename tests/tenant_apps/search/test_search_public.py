"""The search of the public site."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.tenancy import mairie_context
from tenant_apps.search.selectors.public import search_public
from tenant_apps.website.models import Page
from tests.queries import queries
from tests.tenant_apps.events.factories import make_event
from tests.tenant_apps.messages.factories import make_conversation
from tests.tenant_apps.publications.factories import make_publication


@pytest.fixture(autouse=True)
def mairie(mairie_a, inside):
    inside(mairie_a)
    return mairie_a


def test_what_everybody_may_read_is_found_in_one_order():
    now = timezone.now()
    make_publication(title="Autre", content="On y parle de piscine <b>et</b> de sport.")
    make_publication(title="Piscine", status="draft")
    make_event(title="La piscine", start_at=now - timedelta(days=30))
    make_event(title="Piscine", is_public=False)
    Page.objects.create(title="Piscine", slug="piscine", is_published=True, content="Ouverte")
    Page.objects.create(title="Piscine", slug="cachee")
    make_conversation(subject="Piscine")

    results = search_public(query=" piscine ")

    assert (results.query, results.total, results.is_similar) == ("piscine", 3, False)
    assert {(hit.kind, hit.title, hit.slug) for hit in results.hits} == {
        ("publications", "Autre", ""),
        ("events", "La piscine", ""),
        ("pages", "Piscine", "piscine"),
    }
    assert results.hits[-1].highlight == "On y parle de <mark>piscine</mark> et de sport."
    assert results.hits[0].highlighted_title.count("<mark>") == 1


def test_pages_follow_each_other_without_gap_or_repetition():
    for _number in range(5):
        make_publication(title="Piscine")
        make_event(title="Piscine")

    pages = [search_public(query="piscine", page=page, limit=4) for page in (1, 2, 3, 4)]

    hits = [(hit.kind, hit.id) for page in pages for hit in page.hits]
    assert [len(page.hits) for page in pages] == [4, 4, 2, 0]
    assert len(set(hits)) == 10
    assert {page.total for page in pages} == {10}


@pytest.mark.parametrize("query", ["", " a ", "x" * 201])
def test_a_query_that_is_too_short_or_too_long_asks_the_database_nothing(query):
    with queries() as asked:
        assert search_public(query=query).hits == []
    assert len(asked) == 0


def test_similar_names_are_said_to_be_so():
    make_publication(title="La déchèterie")

    results = search_public(query="dechetrie")

    assert results.is_similar
    assert [hit.title for hit in results.hits] == ["La déchèterie"]


def test_another_mairie_is_not_searched(mairie_b):
    with mairie_context(mairie_b):
        make_publication(title="Piscine")

    assert search_public(query="piscine").total == 0


def test_a_text_full_of_opening_signs_is_read_in_one_go():
    """Going back to each of them took longer than any server waits."""
    make_publication(title="Flèches", content=f"Piscine {'<' * 49_000} >")

    [hit] = search_public(query="piscine").hits

    assert hit.highlight.startswith("<mark>Piscine</mark>")
