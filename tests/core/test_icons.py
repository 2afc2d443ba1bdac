"""Names of icons."""

import pytest

from core.icons import icon_name


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("FileText", "file-text"),
        ("file-text", "file-text"),
        ("Home", "house"),
        ("Building2", "building-2"),
        ("Trash2", "trash-2"),
        ("BarChart3", "chart-column"),
        ("Nothing", None),
        ("../house", None),
        ("", None),
        ("x" * 100_000, None),
    ],
)
def test_a_name_is_known_however_it_is_spelled(name, known):
    assert icon_name(name) == known
