"""/notifications/alerts/: alerts without an account, and what the staff sees of their mailings."""

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api.pagination import PageRequest
from core.api.permissions import Public, Staff
from core.api.requests import Request
from core.api.timestamps import utc
from core.api.views import APIView
from tenant_apps.notifications.api.serializers import alerts as s
from tenant_apps.notifications.models import Sending
from tenant_apps.notifications.mornings import next_morning
from tenant_apps.notifications.selectors.announced import sendings
from tenant_apps.notifications.selectors.subscribers import confirmed, subscribers
from tenant_apps.notifications.services.publication_news import is_pressing_kind
from tenant_apps.notifications.services.subscriptions import subscribe
from tenant_apps.notifications.topics import topics_of
from tenant_apps.publications.errors import CategoryNotFound
from tenant_apps.publications.selectors.categories import category_by_slug


class SubscriptionsView(APIView):
    permissions = {"POST": Public}
    rates = {"POST": "alerts"}

    @extend_schema(
        operation_id="notifications_alerts_subscribe",
        summary="S'abonner aux alertes sans compte",
        description="Un courriel demande de confirmer. La réponse est la même que l'adresse soit déjà abonnée ou non.",
        request=s.SubscriptionBody,
        responses={202: s.MessageAnswer},
    )
    def post(self, request: Request) -> Response:
        body = self.body(s.SubscriptionBody)
        topics = topics_of(communiques=body["communiques"], events=body["events"], slugs=body["categories"])
        subscribe(email=body["email"], topics=topics)
        message = _("Un courriel vient d'être envoyé à cette adresse : suivez son lien pour confirmer.")
        return Response({"message": message}, status=202)


class RecipientsView(APIView):
    permissions = {"GET": Staff}
    errors = {"GET": (CategoryNotFound,)}

    @extend_schema(
        operation_id="notifications_alerts_recipients",
        summary="Combien d'abonnés seront prévenus",
        description="Avant de publier : combien d'abonnés, et si le courriel part tout de suite (communiqué de "
        "priorité haute ou urgente) ou dans le résumé de 8 h.",
        parameters=[s.RecipientsQuery],
        responses={200: s.RecipientsAnswer},
    )
    def get(self, request: Request) -> Response:
        query = self.query(s.RecipientsQuery)
        category = category_by_slug(slug=query["category"]).pk if query["category"] else None
        pressing = is_pressing_kind(type=query["type"], priority=query["priority"])
        answer = {
            "recipients": subscribers(subject=query["type"], category=category).count(),
            "mode": Sending.Mode.IMMEDIATE if pressing else Sending.Mode.DIGEST,
            "send_at": None if pressing else utc(next_morning(now=timezone.now())),
            "subscribers": confirmed().count(),
        }
        return Response(answer)


class SendingsView(APIView):
    permissions = {"GET": Staff}

    @extend_schema(
        operation_id="notifications_alerts_sendings",
        summary="Envois aux abonnés",
        description="Les plus récents d'abord.",
        parameters=[s.SendingsQuery],
        responses={200: s.SendingListAnswer},
    )
    def get(self, request: Request) -> Response:
        page, found = PageRequest.of(request), sendings()
        results = [s.sending_answer(sending) for sending in found[page.window]]
        return Response(page.response(count=found.count(), results=results))
