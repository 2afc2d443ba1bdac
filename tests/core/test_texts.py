"""Texts as people send them are normalised, and none turns around or hides what stands beside it."""

import pytest

from core.api.errors import ValidationFailed
from core.texts import clean_line, clean_text, shown_line


@pytest.mark.parametrize(
    ("sent", "line"),
    [
        ("  Conseil \n municipal\t", "Conseil municipal"),
        ("e\u0301cole", "école"),
        ("a\x00b\x85c\ud800", "a b c"),
        ("\ufeffMa\u200birie \u202eseriam\u202c \u2066x\u2069", "Mairie seriam x"),
        ("co\u00adopération 👩\u200d🌾", "co\u00adopération 👩\u200d🌾"),
    ],
)
def test_a_line_holds_what_is_seen_and_where_words_may_break(sent, line):
    assert clean_line(sent) == line


def test_a_text_keeps_its_lines():
    assert clean_text("\u202eun\r\ndeux\u2028\x07trois\u2029 ") == "un\ndeux\ntrois"


@pytest.mark.parametrize("sent", ["", " ", "\x01", "\u202e", "\u200b\ufeff", "\u00ad\u200d"])
def test_a_line_of_nothing_that_shows_is_refused_under_its_field(sent):
    with pytest.raises(ValidationFailed) as refusal:
        shown_line(sent, field="title")

    assert refusal.value.details == {"title": ["Ce champ ne peut être vide."]}
    assert shown_line(f"{sent}Fête", field="title").endswith("Fête")
