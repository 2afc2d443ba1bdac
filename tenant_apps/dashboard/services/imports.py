"""The audience that a mairie's site had before it came here."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from django.utils import timezone

from tenant_apps.dashboard.models import Day

FIELDS = ("visits", "views", "mobile", "desktop", "tablet")


@dataclass(frozen=True, slots=True)
class Audience:
    """One day's: visitors, pages they read, and visitors by device."""

    visits: int
    views: int
    mobile: int
    desktop: int
    tablet: int


def import_audience(*, days: Mapping[date, Audience]) -> None:
    """Write the audience of days, in the place of what was counted here; importing it again changes nothing."""
    now = timezone.now()
    rows = [Day(day=day, updated_at=now, **asdict(days[day])) for day in sorted(days)]
    Day.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["day"], update_fields=[*FIELDS, "updated_at"], batch_size=1000
    )
