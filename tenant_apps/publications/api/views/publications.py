"""/publications/, /publications/{id}/ and /publications/{id}/like/."""

from django.conf import settings
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api import ids
from core.api.pagination import PageRequest
from core.api.permissions import Authenticated, Staff, Verified
from core.api.requests import Request
from core.api.views import APIView
from tenant_apps.media.errors import FileTooLarge, QuotaExceeded
from tenant_apps.media.services import images
from tenant_apps.publications.api.serializers import answers, publications
from tenant_apps.publications.errors import InvalidStatusChange, PublicationNotFound, PublicationNotPublic
from tenant_apps.publications.selectors.detail import publication_detail, publication_with_gallery
from tenant_apps.publications.selectors.listing import PublicationFilters, list_publications
from tenant_apps.publications.selectors.visibility import Reader
from tenant_apps.publications.services import publications as services
from tenant_apps.publications.services.likes import toggle_like
from tenant_apps.publications.services.view_counts import record_view

CHANGES = {
    "multipart/form-data": publications.PublicationChanges,
    "application/json": publications.PublicationChanges,
}
BODY = {"multipart/form-data": publications.PublicationBody, "application/json": publications.PublicationBody}
# As many of the largest images as one request may have files.
LONGEST_BODY = (settings.DATA_UPLOAD_MAX_NUMBER_FILES + 1) * images.MAX_BYTES


class PublicationsView(APIView):
    permissions = {"GET": Authenticated, "POST": Staff}
    errors = {"POST": (InvalidStatusChange, QuotaExceeded, FileTooLarge)}
    longest_body = LONGEST_BODY

    @extend_schema(
        operation_id="publications_list",
        summary="Publications",
        description="Les citoyens voient ce qui est en ligne, le personnel tout. Les épinglées viennent d'abord.",
        parameters=[publications.PublicationQuery],
        responses={200: answers.PublicationListAnswer},
    )
    def get(self, request: Request) -> Response:
        page = PageRequest.of(request)
        count, results = list_publications(
            reader=Reader.of(request.user), filters=self._filters(request), limit=page.limit, offset=page.offset
        )
        return Response(page.response(count=count, results=results))

    @extend_schema(
        operation_id="publications_create",
        summary="Créer une publication",
        description="Un brouillon, sauf si `status` en dit plus. Tout est enregistré avec ses images, ou rien.",
        request=BODY,
        responses={201: answers.PublicationChangedAnswer},
    )
    def post(self, request: Request) -> Response:
        fields, changes = publications.split(self.body(publications.PublicationBody))
        publication = services.create_publication(actor=request.user, fields=fields, changes=changes)
        answer = publication_with_gallery(publication_id=publication.pk, reader=Reader.of(request.user))
        return Response({**answer, "message": _("Publication créée avec succès")}, status=201)

    def _filters(self, request: Request) -> PublicationFilters:
        """Most lists are asked for without a filter: those do without making and running a serializer."""
        if publications.FILTERS.isdisjoint(request.query_params):
            return PublicationFilters()
        return PublicationFilters(**self.query(publications.PublicationQuery))


class PublicationView(APIView):
    permissions = {"GET": Authenticated, "PUT": Staff, "DELETE": Staff}
    errors = {
        "GET": (PublicationNotFound,),
        "PUT": (PublicationNotFound, InvalidStatusChange, QuotaExceeded, FileTooLarge),
        "DELETE": (PublicationNotFound,),
    }
    longest_body = LONGEST_BODY

    @extend_schema(
        operation_id="publications_detail",
        summary="Une publication",
        description="Avec ses 50 premiers fils de commentaires. Compte une vue par lecteur et par jour.",
        responses={200: answers.PublicationDetailAnswer},
    )
    def get(self, request: Request, publication_id: str) -> Response:
        number = ids.decode("pub", publication_id)
        detail = publication_detail(publication_id=number, reader=Reader.of(request.user))
        detail["views"] += record_view(publication_id=number, reader=str(request.user.id))
        return Response(detail)

    @extend_schema(
        operation_id="publications_update",
        summary="Mettre à jour une publication",
        description="Seuls les champs envoyés changent. `remove_images` accepte `img_001`, `media_001` ou l'adresse.",
        request=CHANGES,
        responses={200: answers.PublicationChangedAnswer},
    )
    def put(self, request: Request, publication_id: str) -> Response:
        number = ids.decode("pub", publication_id)
        fields, changes = publications.split(self.body(publications.PublicationChanges))
        services.update_publication(publication_id=number, actor=request.user, fields=fields, changes=changes)
        answer = publication_with_gallery(publication_id=number, reader=Reader.of(request.user))
        return Response({**answer, "message": _("Publication mise à jour")})

    @extend_schema(
        operation_id="publications_delete",
        summary="Supprimer une publication",
        description="Avec ses commentaires et mentions « j'aime » ; ses images restent dans la médiathèque.",
        responses={204: None},
    )
    def delete(self, request: Request, publication_id: str) -> Response:
        services.delete_publication(publication_id=ids.decode("pub", publication_id), actor=request.user)
        return Response(status=204)


class LikeView(APIView):
    permissions = {"POST": Verified}
    errors = {"POST": (PublicationNotFound, PublicationNotPublic)}

    @extend_schema(
        operation_id="publications_like",
        summary="Aimer une publication, ou ne plus l'aimer",
        request=None,
        responses={200: answers.LikeAnswer},
    )
    def post(self, request: Request, publication_id: str) -> Response:
        liked, count = toggle_like(publication_id=ids.decode("pub", publication_id), user=request.user)
        return Response({"liked": liked, "likes_count": count})
