"""/messages/conversations/, one conversation and its replies."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api import ids
from core.api.errors import PermissionDeniedError
from core.api.pagination import PageRequest
from core.api.permissions import Authenticated, Staff, Verified, acts_for_mairie
from core.api.requests import Request
from core.api.views import APIView
from tenant_apps.media.errors import FileTooLarge, QuotaExceeded
from tenant_apps.media.services import documents
from tenant_apps.messages import errors
from tenant_apps.messages.api.serializers import answers, conversations
from tenant_apps.messages.models import Conversation
from tenant_apps.messages.selectors.detail import conversation_detail, message_as_shown
from tenant_apps.messages.selectors.listing import ConversationFilters, list_conversations
from tenant_apps.messages.services import conversations as services
from tenant_apps.messages.services.attachments import MAX_FILES
from tenant_apps.messages.services.replies import reply

BODY = {"multipart/form-data": conversations.ConversationBody, "application/json": conversations.ConversationBody}
REPLY = {"multipart/form-data": conversations.ReplyBody, "application/json": conversations.ReplyBody}
LONGEST_BODY = (MAX_FILES + 1) * documents.MAX_BYTES


class ConversationsView(APIView):
    permissions = {"GET": Authenticated, "POST": Verified}
    errors = {"POST": (QuotaExceeded, FileTooLarge, PermissionDeniedError)}
    longest_body = LONGEST_BODY

    @extend_schema(
        operation_id="messages_conversations_list",
        summary="Conversations",
        description="Les citoyens voient les leurs, le personnel toutes. La plus récente d'abord.",
        parameters=[conversations.ConversationQuery],
        responses={200: answers.ConversationListAnswer},
    )
    def get(self, request: Request) -> Response:
        page = PageRequest.of(request)
        filters = ConversationFilters(**self.query(conversations.ConversationQuery))
        count, unread, results = list_conversations(
            reader=request.user, filters=filters, limit=page.limit, offset=page.offset
        )
        return Response(page.response(count=count, results=results, unread_count=unread))

    @extend_schema(
        operation_id="messages_conversations_create",
        summary="Écrire à la mairie",
        description="Le personnel écrit à un citoyen en donnant son `citizen_id`.",
        request=BODY,
        responses={201: answers.ConversationDetailAnswer},
    )
    def post(self, request: Request) -> Response:
        conversation = self._start(request)
        return Response(conversation_detail(conversation_id=conversation.pk, reader=request.user), status=201)

    def _start(self, request: Request) -> Conversation:
        body = self.body(conversations.ConversationBody)
        files, citizen_id = body.pop("attachments", []), body.pop("citizen_id", None)
        if citizen_id is None or citizen_id == request.user.id:
            return services.start_by_citizen(citizen=request.user, files=files, **body)
        if not acts_for_mairie(request.user):
            raise PermissionDeniedError
        return services.start_by_staff(actor=request.user, citizen_id=citizen_id, files=files, **body)


class ConversationView(APIView):
    permissions = {"GET": Authenticated, "PUT": Authenticated, "DELETE": Staff}
    errors = {
        "GET": (errors.ConversationNotFound,),
        "PUT": (errors.ConversationNotFound, errors.StaffOnlyChange, errors.NewerMessage),
        "DELETE": (errors.ConversationNotFound,),
    }

    @extend_schema(
        operation_id="messages_conversations_detail",
        summary="Une conversation",
        description="Avec tous ses messages, du plus ancien au plus récent. La lire ne la marque pas comme lue.",
        responses={200: answers.ConversationDetailAnswer},
    )
    def get(self, request: Request, conversation_id: str) -> Response:
        return Response(conversation_detail(conversation_id=ids.decode("conv", conversation_id), reader=request.user))

    @extend_schema(
        operation_id="messages_conversations_update",
        summary="Marquer comme lue, archiver ou classer une conversation",
        description="`status` est la vue de qui demande ; le reste appartient au personnel. Avec `last_message_id`, "
        "rien ne change quand un message plus récent, que personne n'a vu, est arrivé.",
        request=conversations.ConversationChanges,
        responses={200: answers.ConversationChangedAnswer},
    )
    def put(self, request: Request, conversation_id: str) -> Response:
        number = ids.decode("conv", conversation_id)
        body = self.body(conversations.ConversationChanges)
        seen = body.pop("last_message_id", None)
        changes = services.Changes(**body)  # type: ignore[typeddict-item]
        services.update_conversation(conversation_id=number, actor=request.user, changes=changes, last_message_id=seen)
        answer = conversation_detail(conversation_id=number, reader=request.user)
        del answer["messages"]
        return Response({**answer, "message": _("Conversation mise à jour")})

    @extend_schema(
        operation_id="messages_conversations_delete",
        summary="Supprimer une conversation",
        description="Avec ses messages et leurs pièces jointes, pour les deux côtés.",
        responses={204: None},
    )
    def delete(self, request: Request, conversation_id: str) -> Response:
        services.delete_conversation(conversation_id=ids.decode("conv", conversation_id), actor=request.user)
        return Response(status=204)


class RepliesView(APIView):
    permissions = {"POST": Verified}
    errors = {"POST": (errors.ConversationNotFound, errors.NewerMessage, QuotaExceeded, FileTooLarge)}
    longest_body = LONGEST_BODY

    @extend_schema(
        operation_id="messages_conversations_reply",
        summary="Répondre à une conversation",
        description="Une réponse rouvre une conversation archivée. `is_internal` : une note que le personnel seul lit.",
        request=REPLY,
        responses={201: answers.MessageAnswer},
    )
    def post(self, request: Request, conversation_id: str) -> Response:
        number = ids.decode("conv", conversation_id)
        body = self.body(conversations.ReplyBody)
        files = body.pop("attachments", [])
        is_staff = acts_for_mairie(request.user)
        if body["is_internal"] and not is_staff:
            raise PermissionDeniedError
        message = reply(conversation_id=number, sender=request.user, files=files, **body)
        return Response(message_as_shown(message_id=message.pk, with_notes=is_staff), status=201)
