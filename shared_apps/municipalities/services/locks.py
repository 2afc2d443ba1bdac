"""The one lock every change of a mairie takes: its row."""

from core.tenancy.errors import MunicipalityNotFound
from shared_apps.municipalities.models import Municipality


def locked_municipality(code: str) -> Municipality:
    """The mairie, its row locked until the transaction ends; logins and jobs that refer to it go on."""
    municipality = Municipality.objects.select_for_update(no_key=True).filter(code=code.upper()).first()
    if municipality is None:
        raise MunicipalityNotFound
    return municipality
