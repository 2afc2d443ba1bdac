"""Endpoints of the library."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api import ids
from core.api.errors import NotFoundError, ValidationFailed
from core.api.pagination import PageRequest
from core.api.requests import Request
from core.api.views import APIView
from tenant_apps.media import services
from tenant_apps.media.api import serializers as s
from tenant_apps.media.errors import FileTooLarge, MediaInUse, QuotaExceeded
from tenant_apps.media.models import Media
from tenant_apps.media.permissions import LIBRARY
from tenant_apps.media.selectors import library, library_totals, media_by_id, usages_of
from tenant_apps.media.services.formats import MEGABYTE
from tenant_apps.media.services.library import ID_PREFIX
from tenant_apps.media.services.videos import MAX_BYTES


class UploadView(APIView):
    permissions = {"POST": LIBRARY}
    errors = {"POST": (ValidationFailed, FileTooLarge, QuotaExceeded)}
    longest_body = MAX_BYTES + MEGABYTE

    @extend_schema(
        summary="Ajouter un fichier à la médiathèque",
        description="Image JPEG, PNG, WebP ou GIF (10 Mo, 50 mégapixels), document PDF, ODT, ODS, DOCX, XLSX ou CSV "
        "(20 Mo), vidéo MP4 ou WebM (200 Mo). Le contenu fait foi ; l'extension et `type` doivent lui correspondre.",
        request={"multipart/form-data": s.UploadBody},
        responses={201: s.MediaAnswer},
    )
    def post(self, request: Request) -> Response:
        media = services.upload(**self.body(s.UploadBody), actor=request.user)
        return Response(s.media_answer(media), status=201)


class LibraryView(APIView):
    permissions = {"GET": LIBRARY}
    errors = {"GET": (ValidationFailed, NotFoundError)}

    @extend_schema(
        summary="Lister la médiathèque",
        description="Les plus récents d'abord. `search` porte sur le nom du fichier et le texte alternatif, sans "
        "tenir compte des accents ni de la casse.",
        parameters=[s.LibraryParameters],
        responses={200: s.LibraryAnswer},
    )
    def get(self, request: Request) -> Response:
        page, filters = PageRequest.of(request), self.query(s.LibraryQuery)
        count, storage = library_totals(**filters)
        results = [s.media_answer(media) for media in library(**filters)[page.window]]
        return Response(page.response(count=count, results=results, storage=storage))


class MediaView(APIView):
    permissions = {"GET": LIBRARY, "PUT": LIBRARY, "DELETE": LIBRARY}
    errors = {"PUT": (ValidationFailed,), "DELETE": (MediaInUse,)}

    @extend_schema(summary="Voir un média et les contenus qui l'utilisent", responses={200: s.MediaDetailAnswer})
    def get(self, request: Request, media_id: str) -> Response:
        media = _media(media_id)
        return Response(s.detail_answer(media, usages_of(media=media)))

    @extend_schema(summary="Décrire ou classer un média", request=s.UpdateBody, responses={200: s.MediaAnswer})
    def put(self, request: Request, media_id: str) -> Response:
        changes = self.body(s.UpdateBody, partial=True)
        return Response(s.media_answer(services.update(media=_media(media_id), actor=request.user, **changes)))

    @extend_schema(summary="Supprimer un média inutilisé", responses={204: None})
    def delete(self, request: Request, media_id: str) -> Response:
        services.delete(media=_media(media_id), actor=request.user)
        return Response(status=204)


def _media(media_id: str) -> Media:
    return media_by_id(media_id=ids.decode(ID_PREFIX, media_id))
