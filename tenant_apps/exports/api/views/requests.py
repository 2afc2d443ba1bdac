"""/export/publications/, /export/stats/, /export/events/, /export/conversations/, /export/accounts/ and /complete/."""

from collections.abc import Callable
from typing import ClassVar

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.response import Response

from core.api.requests import Request
from core.api.views import APIView
from core.tenancy.clock import today
from tenant_apps.exports.api import serializers as s
from tenant_apps.exports.errors import ExportInProgress, TooManyRows
from tenant_apps.exports.permissions import EXPORTS
from tenant_apps.exports.services import exports

LINK = (
    "Le lien vaut une heure, sans jeton. Un export volumineux est préparé en arrière-plan : le lien répond 202 jusqu'à "
    "ce qu'il soit prêt."
)


class TableView(APIView):
    """Rows of one kind between two days."""

    permissions = {"GET": EXPORTS}
    rates = {"GET": "exports"}
    errors = {"GET": (TooManyRows,)}
    kind: ClassVar[str] = ""

    def get(self, request: Request) -> Response:
        query = self.query(s.TableQuery)
        days = {name: query[name].isoformat() for name in ("start_date", "end_date") if query.get(name)}
        export = exports.request_export(kind=self.kind, format=query["format"], parameters=days, actor=request.user)
        return Response(s.link_answer(export))


def documented(summary: str) -> Callable[[type[TableView]], type[TableView]]:
    """The OpenAPI description that all tables share."""
    shared = extend_schema(summary=summary, description=LINK, parameters=[s.TableQuery], responses={200: s.LinkAnswer})
    return extend_schema_view(get=shared)


@documented("Exporter les publications")
class PublicationsExportView(TableView):
    kind = "publications"


@documented("Exporter les événements")
class EventsExportView(TableView):
    kind = "events"


@documented("Exporter les conversations")
class ConversationsExportView(TableView):
    kind = "conversations"


@documented("Exporter les comptes")
class AccountsExportView(TableView):
    kind = "accounts"


class StatsExportView(APIView):
    permissions = {"GET": EXPORTS}
    rates = {"GET": "exports"}

    @extend_schema(
        operation_id="export_stats",
        summary="Exporter les statistiques",
        description=LINK,
        parameters=[s.StatsQuery],
        responses={200: s.LinkAnswer},
    )
    def get(self, request: Request) -> Response:
        query = self.query(s.StatsQuery)
        parameters = {"period": query["period"], "day": today().isoformat()}
        export = exports.request_export(kind="stats", format=query["format"], parameters=parameters, actor=request.user)
        return Response(s.link_answer(export))


class CompleteExportView(APIView):
    permissions = {"POST": EXPORTS}
    rates = {"POST": "exports"}
    errors = {"POST": (ExportInProgress,)}

    @extend_schema(
        operation_id="export_complete",
        summary="Exporter toute la mairie",
        description="Une archive ZIP de toutes les tables (CSV et JSON) et de tous les fichiers, avec un manifeste et "
        "des sommes de contrôle. " + LINK,
        request=None,
        responses={202: s.ExportAnswer},
    )
    def post(self, request: Request) -> Response:
        return Response(s.export_answer(exports.request_complete(actor=request.user)), status=202)
