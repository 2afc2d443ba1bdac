"""What the endpoints for people who are not signed in have in common."""

from typing import ClassVar, Literal

from core.api.permissions import Public
from core.api.views import APIView


class OpenView(APIView):
    """Works without a token, an outdated one included, and finds its mairie by itself."""

    authentication_classes = []
    permissions = {"POST": Public}
    scope: ClassVar[Literal["mairie", "platform", "any"]] = "any"
