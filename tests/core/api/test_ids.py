"""One spelling per row, and no other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.api import ids
from core.api.errors import NotFoundError


@given(st.integers(1, ids.LARGEST))
def test_an_id_comes_back_as_its_number(number):
    assert ids.decode("pub", ids.encode("pub", number)) == number


@pytest.mark.parametrize(("number", "text"), [(1, "pub_001"), (46, "pub_046"), (1847, "pub_1847")])
def test_an_id_has_at_least_three_digits(number, text):
    assert ids.encode("pub", number) == text


@given(st.text())
def test_other_texts_are_no_ids(text):
    assert ids.parse("pub", text) is None or ids.encode("pub", ids.decode("pub", text)) == text


@pytest.mark.parametrize(
    "text",
    ["", "1", "001", "pub", "pub_", "pub_1", "pub_0001", "pub_000", "pub_-01", "pub_00١", "com_001", "PUB_001"],
)
def test_a_malformed_id_names_nothing(text):
    assert ids.parse("pub", text) is None
    with pytest.raises(NotFoundError):
        ids.decode("pub", text)


@pytest.mark.parametrize(
    "text",
    ["pub_001 ", "pub_001\n", "pub__001", "pub_1e3", f"pub_{2**63}", "pub_" + "9" * 400, None, 1, ["pub_001"]],
)
def test_an_overflowing_id_or_another_type_names_nothing(text):
    assert ids.parse("pub", text) is None
    with pytest.raises(NotFoundError):
        ids.decode("pub", text)
