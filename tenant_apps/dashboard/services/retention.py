"""The audience is kept for as long as the mairie says; the other figures count rows that still exist."""

from typing import Protocol

from dateutil.relativedelta import relativedelta
from django.utils import timezone
from django.utils.translation import gettext as _

from core.tenancy.clock import today
from tenant_apps.dashboard.models import Day

AUDIENCE = ("visits", "views", "mobile", "desktop", "tablet")


class Periods(Protocol):
    """The mairie's settings as far as they concern the audience."""

    view_counts_months: int | None


def forget_audience(settings: Periods) -> dict[str, int]:
    """Retention: the audience of days that are older; gives how many days had one."""
    if settings.view_counts_months is None:
        return {}
    old = Day.objects.filter(day__lt=today() - relativedelta(months=settings.view_counts_months))
    forgotten = old.exclude(**dict.fromkeys(AUDIENCE, 0)).update(
        **dict.fromkeys(AUDIENCE, 0), updated_at=timezone.now()
    )
    return {_("jours d'audience"): forgotten}
