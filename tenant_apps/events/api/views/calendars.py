"""/events/calendar/, /events/import/ and the calendar feeds."""

from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api.permissions import Authenticated, Managers, Public
from core.api.requests import Request
from core.api.views import APIView
from core.tenancy import require
from tenant_apps.events.api import representations
from tenant_apps.events.api.serializers import answers, events
from tenant_apps.events.errors import CalendarFileTooLarge, FeedNotFound
from tenant_apps.events.ical.files import feed_file
from tenant_apps.events.selectors.calendar import calendar
from tenant_apps.events.selectors.feeds import FeedScope, feed_version
from tenant_apps.events.selectors.visibility import Reader
from tenant_apps.events.services import feeds
from tenant_apps.events.services.imports import import_calendar, preview_import

MAX_FILE = 5 * 1024 * 1024
CALENDAR = {(200, "text/calendar"): OpenApiTypes.STR}


class CalendarView(APIView):
    permissions = {"GET": Authenticated}

    @extend_schema(
        operation_id="events_calendar",
        summary="Calendrier d'une semaine ou d'un mois",
        description="La semaine commence le lundi. Un événement figure à chacun de ses jours ; `holidays` donne les "
        "jours fériés de la commune.",
        parameters=[events.CalendarQuery],
        responses={200: answers.CalendarAnswer},
    )
    def get(self, request: Request) -> Response:
        query = self.query(events.CalendarQuery)
        return Response(calendar(reader=Reader.of(request.user), view=query["view"], day=query.get("date")))


class ImportView(APIView):
    permissions = {"POST": Managers}
    errors = {"POST": (CalendarFileTooLarge,)}
    longest_body = 2 * MAX_FILE

    @extend_schema(
        operation_id="events_import",
        summary="Importer un agenda",
        description="Un fichier .ics de 5 Mo au plus. `dry_run=true` montre ce que l'import ferait. Le même fichier, "
        "importé à nouveau, met à jour ce qu'il a créé.",
        parameters=[events.ImportQuery],
        request={"multipart/form-data": events.ImportBody},
        responses={200: answers.ImportAnswer},
    )
    def post(self, request: Request) -> Response:
        body = self.body(events.ImportBody)
        if body["file"].size > MAX_FILE:
            raise CalendarFileTooLarge(details={"limit": MAX_FILE})
        content, dry_run = body["file"].read(), body.get("dry_run", self.query(events.ImportQuery)["dry_run"])
        if dry_run:
            return Response(representations.import_report(preview_import(content=content), dry_run=True))
        steps = import_calendar(content=content, actor=request.user, is_public=body["is_public"])
        return Response(representations.import_report(steps, dry_run=False))


class FeedView(APIView):
    permissions = {"GET": Authenticated, "DELETE": Authenticated}

    @extend_schema(
        operation_id="events_feed_link",
        summary="Adresses des agendas à suivre",
        description="L'adresse personnelle vaut sans connexion, jusqu'à ce qu'elle soit révoquée.",
        responses={200: answers.FeedAnswer},
    )
    def get(self, request: Request) -> Response:
        url = feeds.private_feed_url(user_id=request.user.id)
        webcal = f"webcal://{url.partition('://')[2]}"
        return Response({"url": url, "webcal_url": webcal, "public_url": feeds.public_feed_url()})

    @extend_schema(
        operation_id="events_feed_revoke",
        summary="Révoquer l'adresse de son agenda",
        description="Les adresses données jusqu'ici ne valent plus rien ; la suivante est nouvelle.",
        responses={204: None},
    )
    def delete(self, request: Request) -> Response:
        feeds.replace_private_feed(user_id=request.user.id)
        return Response(status=204)


class PublicFeedView(APIView):
    permissions = {"GET": Public}
    authentication_classes = []

    @extend_schema(
        operation_id="events_feed_public",
        summary="Agenda public (iCalendar)",
        description="Les événements publics, pour tout logiciel d'agenda.",
        responses=CALENDAR,
    )
    def get(self, request: Request) -> HttpResponse:
        return _feed(request, FeedScope(), _("Agenda – %(name)s") % {"name": require().name})


class PrivateFeedView(APIView):
    permissions = {"GET": Public}
    authentication_classes = []
    errors = {"GET": (FeedNotFound,)}

    @extend_schema(
        operation_id="events_feed_private",
        summary="Agenda personnel (iCalendar)",
        description="Pour le maire, tout l'agenda ; pour les autres, leurs invitations et ce qu'ils ont créé.",
        responses=CALENDAR,
    )
    def get(self, request: Request, token: str) -> HttpResponse:
        scope = FeedScope.of(feeds.feed_owner(token=token))
        return _feed(request, scope, _("Mon agenda, %(name)s") % {"name": require().name}, personal=True)


def _feed(request: Request, scope: FeedScope, name: str, *, personal: bool = False) -> HttpResponse:
    """The file, or 304 for a reader who has it; caches have to ask each time, since codes may come in a header."""
    version = feed_version(scope=scope)
    headers = {"ETag": f'"{version}"', "Cache-Control": "private, no-cache" if personal else "no-cache"}
    unchanged = get_conditional_response(request._request, etag=headers["ETag"])
    if unchanged is not None:
        return HttpResponse(status=unchanged.status_code, headers=headers)
    content = feed_file(scope=scope, version=version, name=name, personal=personal)
    headers["Content-Disposition"] = 'inline; filename="agenda.ics"'
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
