"""JSON as the contract writes it."""

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

import orjson
import pytest
from django.utils.translation import gettext_lazy

from core.api.renderers import dumps
from core.api.timestamps import utc

NOON_IN_PARIS = dt.datetime(2025, 12, 5, 12, 0, 59, 999_999, ZoneInfo("Europe/Paris"))


def test_a_moment_is_utc_with_z_and_whole_seconds():
    assert utc(NOON_IN_PARIS) == "2025-12-05T11:00:59Z"
    assert utc(None) is None


def test_a_moment_without_time_zone_is_a_mistake():
    with pytest.raises(ValueError, match="time zone"):
        utc(dt.datetime(2025, 12, 5))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (NOON_IN_PARIS, '"2025-12-05T11:00:59Z"'),
        (dt.date(2025, 12, 5), '"2025-12-05"'),
        (dt.time(9, 5), '"09:05"'),
        (Decimal("12.50"), "12.5"),
        (Decimal("12.00"), "12"),
        (gettext_lazy("Été"), '"Été"'),
        ({"a": (1, None)}, '{"a":[1,null]}'),
        ({"b", "a"}, '["a","b"]'),
    ],
)
def test_values_have_their_contract_form(value, text):
    assert dumps(value) == text.encode()


def test_what_has_no_json_form_is_a_mistake():
    with pytest.raises(orjson.JSONEncodeError):
        dumps(object())
