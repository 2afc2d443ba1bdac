"""/export/ (recent exports), one of them, and the download behind a signed link."""

from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api import ids
from core.api.errors import NotFoundError
from core.api.pagination import PageRequest
from core.api.permissions import Public
from core.api.requests import Request
from core.api.serializers import PageParameters
from core.api.views import APIView
from core.tenancy.storage import storage
from tenant_apps.exports.api import serializers as s
from tenant_apps.exports.errors import ExportFailed, ExportNotFound, ExportReady
from tenant_apps.exports.models import Export
from tenant_apps.exports.permissions import EXPORTS
from tenant_apps.exports.selectors import export_behind, export_of, visible_exports
from tenant_apps.exports.services import exports

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "zip": "application/zip",
}
RETRY_AFTER = "5"


class ExportsView(APIView):
    permissions = {"GET": EXPORTS}
    errors = {"GET": (NotFoundError,)}

    @extend_schema(
        operation_id="exports_list",
        summary="Lister les exports récents",
        description="Chacun avec son état et un nouveau lien.",
        parameters=[PageParameters],
        responses={200: s.ExportsAnswer},
    )
    def get(self, request: Request) -> Response:
        page, found = PageRequest.of(request), visible_exports(user_id=request.user.id)
        results = [s.export_answer(export) for export in found[page.window]]
        return Response(page.response(count=found.count(), results=results))


class ExportView(APIView):
    permissions = {"GET": EXPORTS, "DELETE": EXPORTS}
    errors = {"GET": (ExportNotFound,), "DELETE": (ExportNotFound,)}

    @extend_schema(operation_id="export_get", summary="Voir un export", responses={200: s.ExportAnswer})
    def get(self, request: Request, export_id: str) -> Response:
        return Response(s.export_answer(_export(request, export_id)))

    @extend_schema(operation_id="export_delete", summary="Supprimer un export", responses={204: None})
    def delete(self, request: Request, export_id: str) -> Response:
        exports.delete(export_id=_export(request, export_id).pk)
        return Response(status=204)


class RetryView(APIView):
    permissions = {"POST": EXPORTS}
    rates = {"POST": "exports"}
    errors = {"POST": (ExportNotFound, ExportReady)}

    @extend_schema(
        operation_id="export_retry",
        summary="Relancer un export qui a échoué",
        request=None,
        responses={202: s.ExportAnswer},
    )
    def post(self, request: Request, export_id: str) -> Response:
        export = exports.retry(export_id=_export(request, export_id).pk)
        return Response(s.export_answer(export), status=202)


class DownloadView(APIView):
    permissions = {"GET": Public}
    authentication_classes = []
    errors = {"GET": (ExportNotFound, ExportFailed)}

    @extend_schema(
        operation_id="export_download",
        summary="Télécharger un export",
        description="L'adresse vient de la réponse d'un export ; elle est signée, propre à la mairie, valable 1 h.",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY, 202: s.PendingAnswer},
    )
    def get(self, request: Request, name: str) -> HttpResponseBase:
        export = export_behind(name=name, query=request.query_params)
        if export.is_failed:
            raise ExportFailed(details={"reason": export.error})
        if not export.is_ready:
            return Response({"status": "pending"}, status=202, headers={"Retry-After": RETRY_AFTER})
        return _file(export)


def _file(export: Export) -> StreamingHttpResponse:
    try:
        storage.size(export.file)
    except FileNotFoundError as error:
        raise ExportNotFound from error
    return StreamingHttpResponse(
        storage.read(export.file, 0, export.size),
        headers={
            "Content-Type": TYPES[export.format],
            "Content-Length": str(export.size),
            "Content-Disposition": content_disposition_header(True, export.name) or "attachment",  # noqa: FBT003
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
            "Referrer-Policy": "no-referrer",
            "X-Robots-Tag": "noindex",
        },
    )


def _export(request: Request, export_id: str) -> Export:
    return export_of(export_id=ids.decode(exports.ID_PREFIX, export_id), user_id=request.user.id)
