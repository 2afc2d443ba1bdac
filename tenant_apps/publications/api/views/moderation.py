"""/publications/comments/, its bulk moderation, and the list of who may not comment."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api import ids
from core.api.pagination import PageRequest
from core.api.permissions import Staff
from core.api.requests import Request
from core.api.views import APIView
from tenant_apps.accounts.errors import AccountNotFound
from tenant_apps.publications.api import representations
from tenant_apps.publications.api.serializers import answers, comments
from tenant_apps.publications.errors import CannotBlock, NotBlocked
from tenant_apps.publications.selectors import moderation as selectors
from tenant_apps.publications.services import moderation as services


class ModerationQueueView(APIView):
    permissions = {"GET": Staff}

    @extend_schema(
        operation_id="publications_moderation_list",
        summary="Commentaires à modérer",
        description="Tous les commentaires de la mairie, les plus signalés d'abord.",
        parameters=[comments.ModerationQuery],
        responses={200: answers.ModerationQueueAnswer},
    )
    def get(self, request: Request) -> Response:
        page = PageRequest.of(request)
        filters = selectors.CommentFilters(**self.query(comments.ModerationQuery))
        found = selectors.moderation_queue(filters=filters)
        rows = list(found[page.window])
        reasons = selectors.reasons_of([row.pk for row in rows])
        results = [representations.moderated_comment(row, reasons.get(row.pk, [])) for row in rows]
        return Response(page.response(count=found.count(), results=results))


class ModerateView(APIView):
    permissions = {"POST": Staff}

    @extend_schema(
        operation_id="publications_moderation_apply",
        summary="Modérer des commentaires",
        description="`hide` masque, `restore` rétablit et classe les signalements, `delete` supprime. "
        "`updated` nomme les commentaires que l'action a changés.",
        request=comments.ModerationBody,
        responses={200: answers.ModerationAnswer},
    )
    def post(self, request: Request) -> Response:
        body = self.body(comments.ModerationBody)
        updated = services.moderate_comments(comment_ids=body["ids"], action=body["action"], actor=request.user)
        return Response(
            {
                "action": body["action"],
                "updated_count": len(updated),
                "updated": [ids.encode("com", number) for number in updated],
                "message": _("Modération appliquée"),
            }
        )


class BlockedCommentersView(APIView):
    permissions = {"GET": Staff, "POST": Staff}
    errors = {"POST": (AccountNotFound, CannotBlock)}

    @extend_schema(
        operation_id="publications_blocked_list",
        summary="Personnes privées de commentaires",
        responses={200: answers.BlockedListAnswer},
    )
    def get(self, request: Request) -> Response:
        page, found = PageRequest.of(request), selectors.blocked_commenters()
        results = [representations.blocked_commenter(row) for row in found[page.window]]
        return Response(page.response(count=found.count(), results=results))

    @extend_schema(
        operation_id="publications_blocked_add",
        summary="Priver un citoyen de commentaires",
        request=comments.BlockBody,
        responses={201: answers.MessageAnswer},
    )
    def post(self, request: Request) -> Response:
        services.block_commenter(**self.body(comments.BlockBody), actor=request.user)
        return Response({"message": _("Cette personne ne peut plus commenter")}, status=201)


class BlockedCommenterView(APIView):
    permissions = {"DELETE": Staff}
    errors = {"DELETE": (NotBlocked,)}

    @extend_schema(
        operation_id="publications_blocked_remove",
        summary="Permettre à nouveau de commenter",
        responses={204: None},
    )
    def delete(self, request: Request, user_id: int) -> Response:
        services.unblock_commenter(user_id=user_id, actor=request.user)
        return Response(status=204)
