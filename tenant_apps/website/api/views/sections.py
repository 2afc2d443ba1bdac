"""/website/sections/, /website/sections/{id}/ and /website/sections/reorder/."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema
from rest_framework.response import Response

from core.api.permissions import Authenticated, Managers, acts_for_mairie
from core.api.requests import Request
from core.api.views import APIView
from tenant_apps.media.errors import FileTooLarge, QuotaExceeded
from tenant_apps.media.services import images
from tenant_apps.website.api import representations
from tenant_apps.website.api.serializers import answers, sections
from tenant_apps.website.errors import SectionNotFound
from tenant_apps.website.selectors.site import current_site
from tenant_apps.website.services import sections as services

BODY = PolymorphicProxySerializer("SectionBody", list(sections.BODIES.values()), resource_type_field_name=None)


class SectionsView(APIView):
    permissions = {"GET": Authenticated}

    @extend_schema(
        operation_id="website_sections_list",
        summary="Sections de l'accueil",
        description="Dans leur ordre ; les citoyens ne voient que celles qui sont visibles.",
        responses={200: answers.SectionListAnswer},
    )
    def get(self, request: Request) -> Response:
        site = current_site()
        shown = site.sections if acts_for_mairie(request.user) else site.visible_sections
        return Response({"sections": [representations.section(section) for section in shown]})


class SectionView(APIView):
    permissions = {"PUT": Managers}
    errors = {"PUT": (SectionNotFound, QuotaExceeded, FileTooLarge)}
    longest_body = 2 * images.MAX_BYTES

    @extend_schema(
        operation_id="website_sections_update",
        summary="Mettre à jour une section",
        description="Seul ce qui est envoyé change, aussi dans `content`, dont les champs dépendent du type. Les "
        "services gardent leur identifiant quand il est renvoyé ; les nouveaux en reçoivent un.",
        request={"multipart/form-data": BODY, "application/json": BODY},
        responses={200: answers.SectionChangedAnswer},
    )
    def put(self, request: Request, section_id: str) -> Response:
        if section_id not in sections.BODIES:
            raise SectionNotFound
        changes = sections.changes_of(self.body(sections.BODIES[section_id]))
        services.update_section(section_id=section_id, actor=request.user, changes=changes)
        return Response({"id": section_id, "message": _("Section mise à jour")})


class ReorderView(APIView):
    permissions = {"PUT": Managers}

    @extend_schema(
        operation_id="website_sections_reorder",
        summary="Réordonner les sections",
        description="`order` nomme chaque section existante une fois.",
        request=sections.OrderBody,
        responses={200: answers.MessageAnswer},
    )
    def put(self, request: Request) -> Response:
        services.reorder_sections(order=self.body(sections.OrderBody)["order"], actor=request.user)
        return Response({"message": _("Ordre des sections mis à jour")})
