"""/website/pages/ and /website/pages/{id}/."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api import ids
from core.api.permissions import Authenticated, Managers, acts_for_mairie
from core.api.requests import Request
from core.api.views import APIView
from tenant_apps.website.api import representations
from tenant_apps.website.api.serializers import answers
from tenant_apps.website.api.serializers import pages as bodies
from tenant_apps.website.errors import LegalPageRequired, PageExists, PageNotFound
from tenant_apps.website.selectors import pages as selectors
from tenant_apps.website.services import pages as services


class PagesView(APIView):
    permissions = {"GET": Authenticated, "POST": Managers}
    errors = {"POST": (PageExists,)}

    @extend_schema(
        operation_id="website_pages_list",
        summary="Pages du site",
        description="Dans l'ordre du menu, les pages légales à la fin ; les citoyens voient celles qui sont en ligne.",
        responses={200: answers.PageListAnswer},
    )
    def get(self, request: Request) -> Response:
        shown = selectors.pages(include_unpublished=acts_for_mairie(request.user))
        return Response({"pages": [representations.page(page) for page in shown]})

    @extend_schema(
        operation_id="website_pages_create",
        summary="Créer une page",
        description="L'adresse (`slug`) peut avoir plusieurs parties : `services/etat-civil`.",
        request=bodies.PageBody,
        responses={201: answers.PageChangedAnswer},
    )
    def post(self, request: Request) -> Response:
        fields: Any = self.body(bodies.PageBody)
        page = services.create_page(actor=request.user, fields=fields)
        return Response({**representations.page(page), "message": _("Page créée")}, status=201)


class PageView(APIView):
    permissions = {"GET": Authenticated, "PUT": Managers, "DELETE": Managers}
    errors = {
        "GET": (PageNotFound,),
        "PUT": (PageNotFound, PageExists, LegalPageRequired),
        "DELETE": (PageNotFound, LegalPageRequired),
    }

    @extend_schema(
        operation_id="website_pages_detail",
        summary="Une page",
        responses={200: answers.PageAnswer},
    )
    def get(self, request: Request, page_id: str) -> Response:
        number = ids.decode("page", page_id)
        page = selectors.page_by_id(page_id=number, include_unpublished=acts_for_mairie(request.user))
        return Response(representations.page(page))

    @extend_schema(
        operation_id="website_pages_update",
        summary="Mettre à jour une page",
        description="Seuls les champs envoyés changent. Une page légale modifiée reste telle que la mairie l'a "
        "écrite ; `reset` lui fait suivre de nouveau les données officielles.",
        request=bodies.PageChanges,
        responses={200: answers.PageChangedAnswer},
    )
    def put(self, request: Request, page_id: str) -> Response:
        number = ids.decode("page", page_id)
        fields: Any = self.body(bodies.PageChanges)
        if fields.pop("reset", False):
            page = services.reset_page(page_id=number, actor=request.user)
        else:
            page = services.update_page(page_id=number, actor=request.user, fields=fields)
        return Response({**representations.page(selectors.view(page)), "message": _("Page mise à jour")})

    @extend_schema(
        operation_id="website_pages_delete",
        summary="Supprimer une page",
        description="Une page légale ne se supprime pas.",
        responses={204: None},
    )
    def delete(self, request: Request, page_id: str) -> Response:
        services.delete_page(page_id=ids.decode("page", page_id), actor=request.user)
        return Response(status=204)
