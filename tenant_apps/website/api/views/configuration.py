"""/website/config/, /website/publish/ and /website/preview/."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api.permissions import Authenticated, Managers, Staff
from core.api.requests import Request
from core.api.views import APIView
from tenant_apps.media.errors import FileTooLarge, QuotaExceeded
from tenant_apps.media.services import images
from tenant_apps.website.api import representations
from tenant_apps.website.api.serializers import answers, configuration, pages
from tenant_apps.website.errors import SiteIncomplete
from tenant_apps.website.selectors.site import current_site
from tenant_apps.website.services import publishing
from tenant_apps.website.services.configuration import update_configuration
from tenant_apps.website.services.preview import preview_link

BODY = {
    "multipart/form-data": configuration.ConfigurationBody,
    "application/json": configuration.ConfigurationBody,
}


class ConfigurationView(APIView):
    permissions = {"GET": Authenticated, "PUT": Managers}
    errors = {"PUT": (QuotaExceeded, FileTooLarge)}
    longest_body = 3 * images.MAX_BYTES

    @extend_schema(
        operation_id="website_config_detail",
        summary="Configuration du site",
        responses={200: answers.ConfigurationAnswer},
    )
    def get(self, request: Request) -> Response:
        return Response(representations.configuration(current_site()))

    @extend_schema(
        operation_id="website_config_update",
        summary="Mettre à jour la configuration",
        description="Seul ce qui est envoyé change, aussi à l'intérieur de chaque partie. Un thème dont le texte "
        "serait peu lisible est refusé avec le contraste mesuré et la couleur la plus proche qui convient "
        "(`details.contrast`). Une plage d'ouverture par jour se dit avec `open` et `close`, plusieurs avec `slots`.",
        request=BODY,
        responses={200: answers.ConfigurationChangedAnswer},
    )
    def put(self, request: Request) -> Response:
        fields, images = configuration.split(self.body(configuration.ConfigurationBody))
        site = update_configuration(actor=request.user, fields=fields, images=images)
        return Response({"message": _("Configuration mise à jour"), "updated_at": site.updated_at})


class PublishView(APIView):
    permissions = {"POST": Managers}
    errors = {"POST": (SiteIncomplete,)}

    @extend_schema(
        operation_id="website_publish",
        summary="Publier ou dépublier le site",
        description="Ce qui manque pour publier est dit dans `details.missing`.",
        request=pages.PublishBody,
        responses={200: answers.PublishedAnswer},
    )
    def post(self, request: Request) -> Response:
        if self.body(pages.PublishBody)["action"] == "publish":
            site, message = publishing.publish(actor=request.user), _("Site publié avec succès")
        else:
            site, message = publishing.unpublish(actor=request.user), _("Site dépublié avec succès")
        answer = {"is_published": site.is_published, "published_at": site.published_at, "message": message}
        return Response(answer)


class PreviewView(APIView):
    permissions = {"GET": Staff}

    @extend_schema(
        operation_id="website_preview",
        summary="Prévisualiser le site",
        description="Un lien signé, valable une heure, vers le site tel qu'il est avant sa publication.",
        responses={200: answers.PreviewAnswer},
    )
    def get(self, request: Request) -> Response:
        preview = preview_link()
        return Response({"preview_url": preview.url, "expires_at": preview.expires_at})
