import pytest

from shared_apps.municipalities.naming import mairie_name, search_words, slug_candidates, slug_of, timezone_of


@pytest.mark.parametrize(
    ("commune", "liaison", "expected"),
    [
        ("Gometz-la-Ville", 0, "Mairie de Gometz-la-Ville"),
        ("Évry-Courcouronnes", 1, "Mairie d'Évry-Courcouronnes"),
        ("Œuilly", 1, "Mairie d'Œuilly"),
        ("Le Havre", 2, "Mairie du Havre"),
        ("Les Ulis", 4, "Mairie des Ulis"),
        ("La Rochelle", 3, "Mairie de La Rochelle"),
        ("L'Haÿ-les-Roses", 5, "Mairie de L'Haÿ-les-Roses"),
        ("Le Vernet-Chaméane", 0, "Mairie du Vernet-Chaméane"),
        ("Hyères", 1, "Mairie d'Hyères"),
        ("Hénin-Beaumont", 1, "Mairie d'Hénin-Beaumont"),
        ("Honfleur", 0, "Mairie de Honfleur"),
        ("Huahine", None, "Mairie de Huahine"),
        ("Arue", None, "Mairie d'Arue"),
        ("Yvetot", 1, "Mairie d'Yvetot"),
        ("Y", 1, "Mairie d'Y"),
        ("Oô", 1, "Mairie d'Oô"),
        ("Lesparre-Médoc", 0, "Mairie de Lesparre-Médoc"),
        ("Leers", 0, "Mairie de Leers"),
        ("Paris 13e Arrondissement", 0, "Mairie du 13e arrondissement de Paris"),
        ("Marseille 1er Arrondissement", 0, "Mairie du 1er arrondissement de Marseille"),
    ],
)
def test_the_name_is_elided_and_contracted_as_french_wants_it(commune: str, liaison: int | None, expected: str) -> None:
    assert mairie_name(commune, liaison) == expected


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("L'Haÿ-les-Roses", "l-hay-les-roses"),
        ("Saint-Martin-d'Hères", "saint-martin-d-heres"),
        ("Œuilly", "oeuilly"),
        ("Villers-aux-Nœuds", "villers-aux-noeuds"),
        ("Bors (Canton de Tude-et-Lavalette)", "bors-canton-de-tude-et-lavalette"),
        ("Paris 13e Arrondissement", "paris-13e-arrondissement"),
        ("Val d’Oronaye", "val-d-oronaye"),
        ("Oô", "oo"),
        ("Y", "y"),
    ],
)
def test_a_slug_keeps_every_letter_and_separates_at_apostrophes(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_a_name_that_is_taken_gets_its_department_then_its_code() -> None:
    assert slug_candidates("Saint-Martin", "32", "32389") == ("saint-martin", "saint-martin-32", "saint-martin-32389")
    assert slug_candidates("Ajaccio", "2A", "2A004") == ("ajaccio", "ajaccio-2a", "ajaccio-2a004")


def test_a_long_name_leaves_room_for_its_suffix_in_a_dns_label() -> None:
    candidates = slug_candidates("Saint-Rémy-en-Bouzemont-Saint-Genest-et-Isson-et-ses-hameaux-du-Der", "51", "51513")

    assert max(map(len, candidates)) <= 63
    assert not any("--" in slug or slug.endswith("-") for slug in candidates)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("St-Étienne", ["saint", "etienne"]),
        ("STE MARIE", ["sainte", "marie"]),
        ("Strasbourg", ["strasbourg"]),
        ("L'Haÿ", ["l", "hay"]),
        ("Nœux-les-Mines", ["noeux", "les", "mines"]),
        ("  ' % _ ", []),
    ],
)
def test_search_words_know_no_case_accent_or_punctuation(text: str, words: list[str]) -> None:
    assert search_words(text) == words


@pytest.mark.parametrize(
    ("code", "department", "zone"),
    [
        ("91274", "91", "Europe/Paris"),
        ("97105", "971", "America/Guadeloupe"),
        ("97209", "972", "America/Martinique"),
        ("97302", "973", "America/Cayenne"),
        ("97411", "974", "Indian/Reunion"),
        ("97608", "976", "Indian/Mayotte"),
        ("98735", "987", "Pacific/Tahiti"),
        ("98731", "987", "Pacific/Marquesas"),
        ("98719", "987", "Pacific/Gambier"),
        ("98818", "988", "Pacific/Noumea"),
    ],
)
def test_each_commune_lives_in_its_own_time_zone(code: str, department: str, zone: str) -> None:
    assert timezone_of(code, department) == zone
