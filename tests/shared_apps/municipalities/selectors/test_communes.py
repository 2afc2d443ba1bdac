import pytest

from shared_apps.municipalities.models import Commune
from shared_apps.municipalities.naming import search_words
from shared_apps.municipalities.selectors.communes import search_communes

pytestmark = pytest.mark.django_db


def found(q: str, limit: int = 5) -> list[str]:
    return [commune.name for commune in search_communes(q=q, limit=limit)]


def test_the_database_and_the_query_spell_every_name_alike():
    different = [
        commune.name
        for commune in Commune.objects.only("name", "search")
        if commune.search != f" {' '.join(search_words(commune.name))}"
    ]

    assert different == []


@pytest.mark.parametrize(
    "q",
    [
        "Gometz-la-Ville",
        "gometz la ville",
        "GOMETZ LA VILLE",
        "gometz-la-v",
        "ville gometz",
        " gometz  la ville ",
        "91274",
    ],
)
def test_a_commune_is_found_by_its_name_however_typed_and_by_its_code(q):
    assert found(q) == ["Gometz-la-Ville"]


@pytest.mark.parametrize(
    ("q", "first"),
    [
        ("evry cour", "Évry-Courcouronnes"),
        ("ÉVRY COUR", "Évry-Courcouronnes"),
        ("l'hay", "L'Haÿ-les-Roses"),
        ("l hay les roses", "L'Haÿ-les-Roses"),
        ("L’Haÿ", "L'Haÿ-les-Roses"),
        ("oeuilly", "Œuilly"),
        ("havre", "Le Havre"),
        ("rochelle", "La Rochelle"),
        ("ulis", "Les Ulis"),
        ("st etienne", "Saint-Étienne"),
        ("saint-etienne", "Saint-Étienne"),
        ("ste marie", "Sainte-Marie"),
        ("paris 13", "Paris 13e Arrondissement"),
        ("2a004", "Ajaccio"),
        ("75056", "Paris"),
    ],
)
def test_the_closest_match_comes_first(q, first):
    assert found(q)[0] == first


def test_an_exact_name_comes_before_a_bigger_commune_that_only_starts_with_it():
    assert found("saint-denis")[:2] == ["Saint-Denis", "Saint-Denis"]
    assert found("evry")[:2] == ["Évry", "Évry-Courcouronnes"]


def test_among_equal_matches_the_most_populous_comes_first():
    sizes = [commune.population for commune in search_communes(q="saint-martin", limit=3)]

    assert sizes == sorted(sizes, reverse=True)


def test_st_while_typing_may_become_strasbourg():
    assert "Strasbourg" in [commune.name for commune in search_communes(q="st", limit=100)]
    assert found("str")[0] == "Strasbourg"
    assert "Strasbourg" not in [commune.name for commune in search_communes(q="st ", limit=5_000)]


def test_a_postal_code_finds_its_communes_and_a_code_in_parts_is_read_together():
    assert set(found("91940")) == {"Les Ulis", "Gometz-le-Châtel", "Saint-Jean-de-Beauregard"}
    assert found("91 940") == found("91940")
    assert set(found("75001")) == {"Paris", "Paris 1er Arrondissement"}


def test_the_beginning_of_a_code_finds_its_department():
    assert {commune.department_code for commune in search_communes(q="2A", limit=50)} == {"2A"}


@pytest.mark.parametrize("q", ["", " ", "'", "%", "_", "zzzz", "99999", "\\"])
def test_a_query_without_a_match_finds_nothing(q):
    assert found(q) == []


def test_one_query_whatever_is_asked(django_assert_num_queries):
    with django_assert_num_queries(1):
        list(search_communes(q="st martin d", limit=100))
