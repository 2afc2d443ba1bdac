"""/messages/canned-replies/ and one of them."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api import ids
from core.api.pagination import PageRequest
from core.api.permissions import Staff
from core.api.requests import Request
from core.api.views import APIView
from tenant_apps.messages.api import representations
from tenant_apps.messages.api.serializers import answers
from tenant_apps.messages.api.serializers.conversations import CannedReplyBody, CannedReplyChanges
from tenant_apps.messages.errors import CannedReplyExists, CannedReplyNotFound
from tenant_apps.messages.models import CannedReply
from tenant_apps.messages.services import canned_replies as services


class CannedRepliesView(APIView):
    permissions = {"GET": Staff, "POST": Staff}
    errors = {"POST": (CannedReplyExists,)}

    @extend_schema(
        operation_id="messages_canned_replies_list",
        summary="Réponses types",
        description="Par ordre alphabétique.",
        responses={200: answers.CannedReplyListAnswer},
    )
    def get(self, request: Request) -> Response:
        page = PageRequest.of(request)
        rows = CannedReply.objects.order_by("title")
        results = [representations.canned_reply(row) for row in rows[page.window]]
        return Response(page.response(count=rows.count(), results=results))

    @extend_schema(
        operation_id="messages_canned_replies_create",
        summary="Créer une réponse type",
        request=CannedReplyBody,
        responses={201: answers.CannedReplyAnswer},
    )
    def post(self, request: Request) -> Response:
        reply = services.create_canned_reply(**self.body(CannedReplyBody))
        return Response(representations.canned_reply(reply), status=201)


class CannedReplyView(APIView):
    permissions = {"PUT": Staff, "DELETE": Staff}
    errors = {"PUT": (CannedReplyNotFound, CannedReplyExists), "DELETE": (CannedReplyNotFound,)}

    @extend_schema(
        operation_id="messages_canned_replies_update",
        summary="Modifier une réponse type",
        request=CannedReplyChanges,
        responses={200: answers.CannedReplyAnswer},
    )
    def put(self, request: Request, reply_id: str) -> Response:
        number = ids.decode("canned", reply_id)
        reply = services.update_canned_reply(reply_id=number, **self.body(CannedReplyChanges))
        return Response(representations.canned_reply(reply))

    @extend_schema(
        operation_id="messages_canned_replies_delete",
        summary="Supprimer une réponse type",
        responses={204: None},
    )
    def delete(self, request: Request, reply_id: str) -> Response:
        services.delete_canned_reply(reply_id=ids.decode("canned", reply_id))
        return Response(status=204)
