"""Icons, dates and typography of the templates."""

from datetime import date

import pytest

from tenant_apps.website.services.rendering import initials, split_name
from tenant_apps.website.templatetags.site_tags import dated, icon, json_ld, telephone, typography


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Fête : le programme !", "Fête\u00a0: le programme\u00a0!"),
        ("« Bonjour »", "«\u00a0Bonjour\u00a0»"),
        ("Place du Louvre, 75001 Paris", "Place du Louvre, 75001\u00a0Paris"),
        ("<b> & ?", "&lt;b&gt; &amp;\u00a0?"),
        ("10 % de 5 €", "10\u00a0% de 5\u00a0€"),
        ("http://exemple.fr", "http://exemple.fr"),
    ],
)
def test_no_line_begins_with_double_punctuation_and_nothing_is_unescaped(written, shown):
    assert typography(written) == shown


@pytest.mark.parametrize(
    ("day", "form", "shown"),
    [
        (date(2026, 12, 1), "l j F Y", "mardi 1er\u00a0décembre 2026"),
        (date(2026, 12, 11), "j F", "11\u00a0décembre"),
        (date(2026, 5, 1), "j F Y", "1er\u00a0mai 2026"),
        (date(2026, 1, 21), "j F", "21\u00a0janvier"),
    ],
)
def test_the_first_of_a_month_is_said_as_in_french(day, form, shown):
    assert dated(day, form) == shown


@pytest.mark.parametrize("name", ["FileText", "file-text", "inconnue", "../../etc/passwd", "<script>", ""])
def test_any_name_gives_a_drawing_that_nobody_reads_aloud(name):
    drawing = icon(name)
    assert drawing.startswith("<svg ")
    assert 'aria-hidden="true"' in drawing
    assert "script" not in drawing


def test_structured_data_can_not_leave_its_script():
    block = json_ld({"name": "</script><!-- & \u2028"})
    assert block.count("<") == 2
    assert "\u2028" not in block
    assert json_ld(None) == ""


def test_a_number_is_dialled_without_what_makes_it_readable():
    assert telephone("+33 (0)1 23.45-67") == "+33012345" + "67"


@pytest.mark.parametrize(
    ("name", "parts", "letters"),
    [
        ("Mairie de Gif-sur-Yvette", ("Mairie de", "Gif-sur-Yvette"), "GY"),
        ("Mairie du Havre", ("Mairie du", "Havre"), "H"),
        ("Mairie d'Orsay", ("Mairie d'", "Orsay"), "O"),
        ("Mairie de La Rochelle", ("Mairie de", "La Rochelle"), "LR"),
        ("Ville de Paris", ("", "Ville de Paris"), "VP"),
    ],
)
def test_a_name_is_parted_for_the_header_and_shortened_for_the_shield(name, parts, letters):
    assert split_name(name) == parts
    assert initials(parts[1]) == letters
