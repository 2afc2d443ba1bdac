"""The audience that the demo's sites had in the last thirteen months, and their days counted."""

import random
from datetime import date, timedelta

from config.demo.accounts import People
from core.tenancy.clock import today
from tenant_apps.dashboard.services.days import close_days, recount_citizens
from tenant_apps.dashboard.services.imports import Audience, import_audience

DAYS = 396
# Monday to Sunday: people look for opening hours on working days.
WEEK = (1.2, 1.15, 1.25, 1.05, 1.0, 0.75, 0.6)
# Fewer in summer, more around the start of the school year.
YEAR = (1.1, 1.0, 1.0, 0.95, 0.95, 0.9, 0.65, 0.6, 1.25, 1.1, 1.0, 0.95)
# Visitors on an average day of the latest weeks.
SIZES = {"91274": 40, "97404": 420, "17300": 900}
USUAL = 120


def fill(people: People) -> None:
    """The same figures for a mairie at each first start."""
    chance = random.Random(people.tenant.code)  # noqa: S311 - no secret
    size, last = SIZES.get(people.tenant.code, USUAL), today()
    ages = {last - timedelta(days=age): age for age in range(1, DAYS + 1)}
    import_audience(days={day: _audience(chance, size, day, age) for day, age in ages.items()})
    close_days()
    recount_citizens()


def _audience(chance: random.Random, size: int, day: date, age: int) -> Audience:
    """More and more visitors, most of them with a telephone."""
    growth = 1 - 0.45 * age / DAYS
    visits = round(size * growth * WEEK[day.weekday()] * YEAR[day.month - 1] * chance.uniform(0.85, 1.15))
    mobile = round(visits * chance.uniform(0.58, 0.68))
    tablet = round(visits * chance.uniform(0.03, 0.07))
    return Audience(
        visits=visits,
        views=round(visits * chance.uniform(2.1, 3.2)),
        mobile=mobile,
        desktop=visits - mobile - tablet,
        tablet=tablet,
    )
