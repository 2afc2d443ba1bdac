"""Several counts and writes of days at once, on real connections with real commits."""

from datetime import date

import pytest

from tenant_apps.dashboard.models import Day
from tenant_apps.dashboard.services.audience import _add
from tenant_apps.dashboard.services.days import close_days, recount_citizens, recount_month
from tests.tenant_apps.dashboard.factories import clock, liked, published, row
from tests.together import at_once

pytestmark = pytest.mark.usefixtures("committed_db")


def test_counts_that_meet_wait_for_each_other_and_keep_the_audience(mairie_a, inside):
    inside(mairie_a)
    publication = published("2026-02-10 09:00")
    liked(publication, *[f"2026-02-{day:02} 10:00" for day in range(10, 28)])

    with clock("2026-03-10 12:00"):
        visits = [lambda: _add(date(2026, 2, 10), {"visits": 1, "views": 2})] * 4
        at_once(
            mairie_a, close_days, close_days, recount_citizens, lambda: recount_month(month=date(2026, 2, 1)), *visits
        )

    stored = row("2026-02-10")
    assert (stored["posts"], stored["likes"], stored["visits"], stored["views"]) == (1, 1, 4, 8)
    assert sum(Day.objects.values_list("likes", flat=True)) == 18
