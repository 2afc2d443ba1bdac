"""After the platform's secret was replaced: what was written under former ones is written again, mairie by mairie."""

from collections.abc import Iterable, Iterator

from django.db import transaction

from core.sealing import resealing
from core.tenancy import Tenant, mairie_context, public_context
from shared_apps.municipalities.selectors import directory


def reseal(codes: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Do so for the platform's own accounts, then in each mairie; each is a transaction, and again does no harm.

    Gives the mairie's code ("" for the platform) and how much there was.
    """
    with public_context():
        yield "", _reseal(None)
    for code in codes:
        with public_context():
            tenant = directory.tenant_by_code(code)
        if tenant is not None:
            with mairie_context(tenant):
                yield code, _reseal(tenant)


@transaction.atomic
def _reseal(place: Tenant | None) -> int:
    return sum(resealing.run(place))
