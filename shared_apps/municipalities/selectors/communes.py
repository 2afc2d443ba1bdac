"""Search in the official register."""

import re

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from shared_apps.municipalities.models import Commune
from shared_apps.municipalities.naming import SAINTS, search_words

CODE = re.compile(r"[0-9][0-9AB][0-9]{0,3}\Z")
ARTICLES = ("", " le", " la", " les", " l")
SHORT = {long: short for short, long in SAINTS.items()}


def search_communes(*, q: str, limit: int | None = None) -> QuerySet[Commune]:
    """Communes whose INSEE code, postal code or name (words in any order, the beginning of each is enough) is `q`.

    The closest match first, then the most populous.
    """
    code = as_code(q)
    return (_by_code(code) if code else _by_name(q))[:limit]


def commune_by_code(code: str) -> Commune | None:
    """The commune of the INSEE code."""
    return Commune.objects.filter(code=code.upper()).first()


def as_code(q: str) -> str | None:
    """The query as (the beginning of) an INSEE or postal code, None when it is a name."""
    code = re.sub(r"\s", "", q).upper()
    return code if CODE.match(code) else None


def named(q: str) -> Q:
    """Condition on a `search` column: a word starts with each word of the query; no word matches nothing."""
    found = Q(pk__in=[])
    for words in _readings(q):
        reading = Q()
        for word in words:
            reading &= Q(search__contains=f" {word}")
        found |= reading
    return found


def _by_code(code: str) -> QuerySet[Commune]:
    found = Q(code__startswith=code)
    if len(code) == 5:
        found |= Q(postal_codes__contains=[code])
    return _ranked(found, Q(code=code))


def _by_name(q: str) -> QuerySet[Commune]:
    """Ranks: the very name, the name behind an article, its beginning, words that stand together, any words."""
    phrases = [f" {' '.join(words)}" for words in _readings(q)]
    titles = [f"{article}{phrase}" for article in ARTICLES for phrase in phrases]
    return _ranked(
        named(q),
        Q(search__in=phrases),
        Q(search__in=titles),
        _any("startswith", titles),
        _any("contains", phrases),
    )


def _readings(q: str) -> list[list[str]]:
    """The words of the query; « st » at its end is a saint or, while one is typing, the beginning of Strasbourg."""
    words = search_words(q)
    if not words:
        return []
    short = SHORT.get(words[-1])
    return [words, [*words[:-1], short]] if short and not q[-1].isspace() else [words]


def _any(lookup: str, texts: list[str]) -> Q:
    found = Q(pk__in=[])
    for text in texts:
        found |= Q(**{f"search__{lookup}": text})
    return found


def _ranked(found: Q, *levels: Q) -> QuerySet[Commune]:
    whens = [When(level, then=Value(rank)) for rank, level in enumerate(levels)]
    rank = Case(*whens, default=Value(len(levels)), output_field=IntegerField())
    population = F("population").desc(nulls_last=True)
    return Commune.objects.filter(found).annotate(rank=rank).order_by("rank", population, "code")
