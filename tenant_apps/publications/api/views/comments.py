"""/publications/{id}/comments/, one comment below it, and its report."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api import ids
from core.api.pagination import PageRequest
from core.api.permissions import Authenticated, Verified
from core.api.requests import Request
from core.api.views import APIView
from tenant_apps.publications import errors
from tenant_apps.publications.api import representations
from tenant_apps.publications.api.serializers import answers, comments
from tenant_apps.publications.selectors.comments import list_replies, list_threads
from tenant_apps.publications.selectors.detail import require_visible
from tenant_apps.publications.selectors.visibility import Reader
from tenant_apps.publications.services.comments import add_comment, delete_comment
from tenant_apps.publications.services.moderation import report_comment


class CommentsView(APIView):
    permissions = {"GET": Authenticated, "POST": Verified}
    errors = {
        "GET": (errors.PublicationNotFound,),
        "POST": (
            errors.PublicationNotFound,
            errors.PublicationNotPublic,
            errors.CommentsClosed,
            errors.CommenterBlocked,
        ),
    }

    @extend_schema(
        operation_id="publications_comments_list",
        summary="Commentaires d'une publication",
        description="Les fils, du plus ancien au plus récent ; avec `parent_id`, les réponses à un commentaire.",
        parameters=[comments.ThreadQuery],
        responses={200: answers.ThreadListAnswer},
    )
    def get(self, request: Request, publication_id: str) -> Response:
        number, reader = ids.decode("pub", publication_id), Reader.of(request.user)
        page, query = PageRequest.of(request), self.query(comments.ThreadQuery)
        require_visible(publication_id=number, reader=reader)
        window: dict[str, Any] = {
            "publication_id": number,
            "reader": reader,
            "limit": page.limit,
            "offset": page.offset,
        }
        count, results = list_replies(**window, **query) if query else list_threads(**window)
        return Response(page.response(count=count, results=results))

    @extend_schema(
        operation_id="publications_comments_create",
        summary="Ajouter un commentaire",
        description="`parent_id` répond à un commentaire ; on ne répond pas à une réponse.",
        request=comments.CommentBody,
        responses={201: answers.CommentAnswer},
    )
    def post(self, request: Request, publication_id: str) -> Response:
        number = ids.decode("pub", publication_id)
        comment = add_comment(publication_id=number, author=request.user, **self.body(comments.CommentBody))
        return Response(representations.new_comment(comment, request.user), status=201)


class CommentView(APIView):
    permissions = {"DELETE": Authenticated}
    errors = {"DELETE": (errors.CommentNotFound,)}

    @extend_schema(
        operation_id="publications_comments_delete",
        summary="Supprimer un commentaire",
        description="Le sien ou, pour la modération, tout autre. Un commentaire qui a des réponses garde sa place.",
        responses={204: None},
    )
    def delete(self, request: Request, publication_id: str, comment_id: str) -> Response:
        numbers = {"publication_id": ids.decode("pub", publication_id), "comment_id": ids.decode("com", comment_id)}
        delete_comment(**numbers, actor=request.user)
        return Response(status=204)


class ReportView(APIView):
    permissions = {"POST": Verified}
    errors = {"POST": (errors.PublicationNotFound, errors.CommentNotFound, errors.AlreadyReported)}

    @extend_schema(
        operation_id="publications_comments_report",
        summary="Signaler un commentaire",
        request=comments.ReportBody,
        responses={201: answers.MessageAnswer},
    )
    def post(self, request: Request, publication_id: str, comment_id: str) -> Response:
        report_comment(
            publication_id=ids.decode("pub", publication_id),
            comment_id=ids.decode("com", comment_id),
            reporter=request.user,
            **self.body(comments.ReportBody),
        )
        return Response({"message": _("Signalement transmis à la mairie")}, status=201)
