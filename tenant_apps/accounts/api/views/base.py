"""What the endpoints for people who are not signed in have in common."""

from typing import ClassVar, Literal

from core.api.permissions import Public
from core.api.views import APIView
from core.tenancy import errors as tenancy

# What finding the place of a request may answer, where no mairie is required beforehand.
PLACE_ERRORS = (
    tenancy.MunicipalityNotFound,
    tenancy.MunicipalitySuspended,
    tenancy.MunicipalityProvisioning,
    tenancy.WrongMunicipality,
)


class OpenView(APIView):
    """Works without a token, an outdated one included, and finds its mairie by itself."""

    authentication_classes = []
    permissions = {"POST": Public}
    scope: ClassVar[Literal["mairie", "platform", "any"]] = "any"
