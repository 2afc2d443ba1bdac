"""French names: joining a commune's name to « mairie », slugs, searchable spelling, time zones."""

import re
import unicodedata

from django.utils.text import slugify

MUTE_H = 1  # INSEE's TNCC for « d' »; for names in H only the register knows which are mute
ARRONDISSEMENT = re.compile(r"(?P<city>.+) (?P<number>\d+(?:er|e)) Arrondissement\Z")
LIGATURES = str.maketrans({"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae"})
SAINTS = {"st": "saint", "ste": "sainte"}
SLUG_LENGTH = 63  # a DNS label

METROPOLE = "Europe/Paris"
ZONE_BY_DEPARTMENT = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/St_Barthelemy",
    "978": "America/Marigot",
    "984": "Indian/Kerguelen",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "988": "Pacific/Noumea",
}
# French Polynesia spans three zones: these are the communes of the Marquesas and the Gambier Islands.
ZONE_BY_COMMUNE = {
    **dict.fromkeys(("98718", "98723", "98731", "98746", "98756", "98757"), "Pacific/Marquesas"),
    "98719": "Pacific/Gambier",
}


def mairie_name(commune: str, liaison: int | None = None) -> str:
    """« Mairie de Gometz-la-Ville », « Mairie du Havre », « Mairie d'Évry-Courcouronnes »."""
    return f"Mairie {of_commune(commune, liaison)}"


def of_commune(commune: str, liaison: int | None = None) -> str:
    """The name behind « de », contracted or elided as French wants it; `liaison` is INSEE's TNCC where known."""
    if district := ARRONDISSEMENT.match(commune):
        return f"du {district['number']} arrondissement {of_commune(district['city'])}"
    if commune.startswith("Le "):
        return f"du {commune[3:]}"
    if commune.startswith("Les "):
        return f"des {commune[4:]}"
    return f"d'{commune}" if _elides(commune, liaison) else f"de {commune}"


def _elides(commune: str, liaison: int | None) -> bool:
    initial = unaccented(commune)[:1].lower()
    return initial in "aeiouy" or (initial == "h" and liaison == MUTE_H)


def unaccented(text: str) -> str:
    """The text without accents, cedillas and ligatures."""
    decomposed = unicodedata.normalize("NFKD", text.translate(LIGATURES))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def slug_of(name: str) -> str:
    """`l-hay-les-roses` for « L'Haÿ-les-Roses »: an apostrophe separates, a ligature keeps both letters."""
    separated = re.sub(r"['’()]", " ", unaccented(name))
    return slugify(separated)[:SLUG_LENGTH].strip("-")


def slug_candidates(name: str, department_code: str, code: str) -> tuple[str, ...]:
    """Slugs to try in order: the name, then with its department, then with its own code."""
    base = slug_of(name)[: SLUG_LENGTH - 6]
    return base, f"{base}-{department_code.lower()}", f"{base}-{code.lower()}"


def timezone_of(code: str, department_code: str) -> str:
    """IANA zone of the commune."""
    return ZONE_BY_COMMUNE.get(code) or ZONE_BY_DEPARTMENT.get(department_code, METROPOLE)


def search_words(text: str) -> list[str]:
    """Words of the text as `Commune.search` spells them: no case, accents or punctuation, « St » written out."""
    words = re.findall(r"[a-z0-9]+", unaccented(text).lower())
    return [SAINTS.get(word, word) for word in words]
