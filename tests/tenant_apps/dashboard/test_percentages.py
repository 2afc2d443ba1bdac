"""Percentages, by hand."""

import pytest

from tenant_apps.dashboard.percentages import rate, shares, trend


@pytest.mark.parametrize(
    ("now", "before", "change", "direction"),
    [
        (0, 0, 0.0, "stable"),
        (3, 0, 100.0, "up"),
        (0, 3, -100.0, "down"),
        (9, 8, 12.5, "up"),
        (2, 3, -33.3, "down"),
        (100_001, 100_000, 0.0, "stable"),
        (99_999, 100_000, 0.0, "stable"),
    ],
)
def test_a_trend_is_in_percent_with_one_decimal(now, before, change, direction):
    found = trend(now=now, before=before)

    assert found == {"trend": change, "trend_direction": direction}
    assert str(found["trend"]) == str(change)  # no -0.0


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        ([], []),
        ([0, 0], [0, 0]),
        ([5], [100]),
        ([1, 1, 1], [34, 33, 33]),
        ([2, 1], [67, 33]),
        ([1, 1, 1, 1, 1, 1, 1], [15, 15, 14, 14, 14, 14, 14]),
        ([999, 1], [100, 0]),
    ],
)
def test_shares_are_whole_and_make_a_hundred(numbers, found):
    assert shares(numbers) == found


def test_a_rate_of_nothing_is_zero():
    assert (rate(part=3, whole=0), rate(part=1, whole=3)) == (0.0, 33.3)
