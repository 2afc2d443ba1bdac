"""/notifications/, /notifications/{id}/read/ and /notifications/read-all/."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api import ids
from core.api.pagination import PageRequest
from core.api.permissions import Authenticated
from core.api.requests import Request
from core.api.views import APIView
from tenant_apps.notifications.api.serializers import notifications as s
from tenant_apps.notifications.errors import NotificationNotFound
from tenant_apps.notifications.selectors.listing import own_notifications
from tenant_apps.notifications.services.reading import mark_all_read, mark_read


class NotificationsView(APIView):
    permissions = {"GET": Authenticated}

    @extend_schema(
        operation_id="notifications_list",
        summary="Mes notifications",
        description="Les plus récentes d'abord.",
        parameters=[s.ListParameters],
        responses={200: s.NotificationListAnswer},
    )
    def get(self, request: Request) -> Response:
        page, filters = PageRequest.of(request), self.query(s.ListQuery)
        totals, rows = own_notifications(user_id=request.user.id, **filters)
        results = [s.notification_answer(row) for row in rows[page.window]]
        return Response(page.response(count=totals.count, unread_count=totals.unread, results=results))


class ReadView(APIView):
    permissions = {"PUT": Authenticated}
    errors = {"PUT": (NotificationNotFound,)}

    @extend_schema(
        operation_id="notifications_read",
        summary="Marquer comme lue",
        request=None,
        responses={200: s.ReadAnswer},
    )
    def put(self, request: Request, notification_id: str) -> Response:
        mark_read(notification_id=ids.decode("notif", notification_id), user_id=request.user.id)
        return Response({"is_read": True})


class ReadAllView(APIView):
    permissions = {"PUT": Authenticated}

    @extend_schema(
        operation_id="notifications_read_all",
        summary="Tout marquer comme lu",
        request=None,
        responses={200: s.AllReadAnswer},
    )
    def put(self, request: Request) -> Response:
        updated = mark_all_read(user_id=request.user.id)
        return Response({"message": _("Toutes les notifications marquées comme lues"), "updated_count": updated})
