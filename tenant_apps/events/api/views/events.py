"""/events/, /events/{id}/ and /events/{id}/respond/."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api import ids
from core.api.errors import ConcurrentUpdateError
from core.api.pagination import PageRequest
from core.api.permissions import Authenticated, Managers
from core.api.requests import Request
from core.api.views import APIView
from tenant_apps.events.api import representations
from tenant_apps.events.api.serializers import answers, events
from tenant_apps.events.errors import EventNotFound, NotInvited
from tenant_apps.events.selectors.listing import EventFilters, event_detail, list_events
from tenant_apps.events.selectors.visibility import Reader
from tenant_apps.events.services import events as services
from tenant_apps.events.services.attendance import respond


class EventsView(APIView):
    permissions = {"GET": Authenticated, "POST": Managers}

    @extend_schema(
        operation_id="events_list",
        summary="Événements",
        description="Dans l'ordre du temps. Les citoyens voient les événements publics et ceux où ils sont invités.",
        parameters=[events.EventQuery],
        responses={200: answers.EventListAnswer},
    )
    def get(self, request: Request) -> Response:
        page = PageRequest.of(request)
        filters = EventFilters(**self.query(events.EventQuery))
        count, results = list_events(
            reader=Reader.of(request.user), filters=filters, limit=page.limit, offset=page.offset
        )
        return Response(page.response(count=count, results=results))

    @extend_schema(
        operation_id="events_create",
        summary="Créer un événement",
        description="Un événement récurrent est créé 18 mois à l'avance. `warnings` signale, sans rien empêcher, les "
        "autres événements au même endroit ou avec la même personne.",
        request=events.EventBody,
        responses={201: answers.EventSavedAnswer},
    )
    def post(self, request: Request) -> Response:
        saved = services.create_event(actor=request.user, fields=events.as_fields(self.body(events.EventBody)))
        reader, message = Reader.of(request.user), _("Événement créé avec succès")
        return Response(representations.saved_event(saved, reader, message), status=201)


class EventView(APIView):
    permissions = {"GET": Authenticated, "PUT": Managers, "DELETE": Managers}
    errors = {
        "GET": (EventNotFound,),
        "PUT": (EventNotFound, ConcurrentUpdateError),
        "DELETE": (EventNotFound, ConcurrentUpdateError),
    }

    @extend_schema(operation_id="events_detail", summary="Un événement", responses={200: answers.EventAnswer})
    def get(self, request: Request, event_id: str) -> Response:
        return Response(event_detail(event_id=ids.decode("evt", event_id), reader=Reader.of(request.user)))

    @extend_schema(
        operation_id="events_update",
        summary="Mettre à jour un événement",
        description="Seuls les champs envoyés changent. D'une série, cette occurrence seule ou, avec "
        "`update_series=true`, elle et toutes les suivantes.",
        parameters=[events.UpdateQuery],
        request=events.EventUpdateBody,
        responses={200: answers.EventSavedAnswer},
    )
    def put(self, request: Request, event_id: str) -> Response:
        number, body = ids.decode("evt", event_id), self.body(events.EventUpdateBody)
        whole_series = body.get("update_series", self.query(events.UpdateQuery)["update_series"])
        fields = events.as_fields(body)
        saved = services.update_event(event_id=number, actor=request.user, fields=fields, whole_series=whole_series)
        return Response(representations.saved_event(saved, Reader.of(request.user), _("Événement mis à jour")))

    @extend_schema(
        operation_id="events_delete",
        summary="Supprimer un événement",
        description="D'une série, cette occurrence seule ou, avec `delete_series=true`, toutes.",
        parameters=[events.DeleteQuery],
        responses={204: None},
    )
    def delete(self, request: Request, event_id: str) -> Response:
        number, query = ids.decode("evt", event_id), self.query(events.DeleteQuery)
        services.delete_event(event_id=number, actor=request.user, whole_series=query["delete_series"])
        return Response(status=204)


class RespondView(APIView):
    permissions = {"POST": Authenticated}
    errors = {"POST": (EventNotFound, NotInvited)}

    @extend_schema(
        operation_id="events_respond",
        summary="Répondre à une invitation",
        request=events.AnswerBody,
        responses={200: answers.RespondedAnswer},
    )
    def post(self, request: Request, event_id: str) -> Response:
        number, body = ids.decode("evt", event_id), self.body(events.AnswerBody)
        respond(event_id=number, user=request.user, status=body["status"], whole_series=body["update_series"])
        return Response({"message": _("Réponse enregistrée"), "status": body["status"]})
