"""What was typed, as the statements of a search need it."""

import re
import unicodedata
from collections.abc import Mapping

# What names have to share, of 1, to be alike: short ones, and long ones.
LEAST_ALIKE, MOST_ALIKE = 0.32, 0.6
# Words that tell nothing: PostgreSQL's own, of three letters or more and without accents, and those that it lacks.
KNOWN = (
    "aux|avec|ces|dans|des|elle|eux|leur|lui|mais|meme|mes|moi|mon|nos|notre|nous|par|pas|pour|que|qui|ses|son|sur|tes|"
    "toi|ton|une|vos|votre|vous|suis|est|sommes|etes|sont|sera|seront|serait|etait|etaient|fut|furent|soit|soient|"
    "avons|avez|ont|aura|auront|avait|avaient|ait|aient"
)
LACKING = "à|les|cet|cette|leurs|quel|quelle|quels|quelles|quand|comment|pourquoi|combien|dont|ils|elles|ceux"
# A lonely « a » before other words is an « à » without its accent.
_EMPTY = re.compile(rf'("[^"]*")|(?<!\S)(?:{LACKING}|a(?=\s+\S))(?!\S)', re.IGNORECASE)
_KNOWN = re.compile(KNOWN)
_WORD = re.compile(r"[^\W_]+")
_EXCLUDED = re.compile(r"(?<!\S)-\w")
# Two words or more that hyphens join, and no address, file or excluded word.
_JOINED = re.compile(r"(?<![\w.@/-])[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)+(?![\w.@/-])")
_HYPHEN = re.compile("[-\u2010\u2011]")
# The same words, and very short ones, in a title without accents; for PostgreSQL.
EMPTY_IN_TITLES = rf"\m(?:\w{{1,2}}|{KNOWN}|{LACKING})\M"
SHORTEST = 3
# Letters that the plural or the feminine of a word may change.
ENDING = 3


def parameters(text: str) -> Mapping[str, str | None]:
    """The values of a search's statements."""
    return {"text": asked(text), "names": names(text), "beginning": beginning(text), "empty": EMPTY_IN_TITLES}


def asked(text: str) -> str:
    """What was typed without words that tell nothing, and without the hyphens that join words.

    Who types « Saint-Denis » means « Saint Denis » too. What is in quotes keeps its words: their places count.
    """
    parted = _JOINED.sub(lambda joined: _HYPHEN.sub(" ", joined[0]), text)
    kept = _EMPTY.sub(lambda found: found[1] or "", parted)
    return kept if kept.strip() else parted


def names(text: str) -> str:
    """The words that a misspelt name may have; none where words are excluded, which no likeness can heed."""
    if _EXCLUDED.search(text):
        return ""
    return " ".join(word for word in _WORD.findall(asked(text)) if _tells(word))


def beginning(text: str) -> str | None:
    """How the longest word that is not excluded begins, whatever its ending; None when all words are short."""
    kept = " ".join(word for word in asked(text).split() if not _EXCLUDED.match(word))
    longest = max(filter(_tells, _WORD.findall(kept)), key=len, default=None)
    return longest[: max(SHORTEST, len(longest) - ENDING)] if longest else None


def alike(text: str) -> float:
    """How much of a misspelt text is the same when two neighbouring letters have changed places, within limits.

    A word has one group of three letters more than letters; four of them, on either side, are other ones then.
    """
    groups = sum(len(word) + 1 for word in _WORD.findall(text))
    return min(max((groups - 4) / (groups + 4) - 0.01, LEAST_ALIKE), MOST_ALIKE)


def _tells(word: str) -> bool:
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(sign))
    return len(plain) >= SHORTEST and not plain.isdecimal() and not _KNOWN.fullmatch(plain)
