"""/dashboard/stats/, /dashboard/charts/ and /dashboard/activities/."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api.pagination import OffsetRequest
from core.api.permissions import Staff
from core.api.requests import Request
from core.api.views import APIView
from tenant_apps.dashboard.api.serializers import ActivityListAnswer, ChartsAnswer, ChartsQuery, StatsAnswer
from tenant_apps.dashboard.selectors.activities import activities_count, as_activity, latest_activities
from tenant_apps.dashboard.selectors.charts import dashboard_charts
from tenant_apps.dashboard.selectors.stats import dashboard_stats
from tenant_apps.dashboard.services.changes import plan_closing

ACTIVITIES_SHOWN = 10


class StatsView(APIView):
    permissions = {"GET": Staff}

    @extend_schema(
        operation_id="dashboard_stats",
        summary="Chiffres de la mairie",
        description=(
            "Les citoyens sont les comptes citoyens actifs, les publications celles qui sont ou ont été en ligne, les "
            "vues celles de ces publications. Les jours sont ceux de la mairie."
        ),
        responses={200: StatsAnswer},
    )
    def get(self, request: Request) -> Response:
        plan_closing()
        return Response(dashboard_stats())


class ChartsView(APIView):
    permissions = {"GET": Staff}

    @extend_schema(
        operation_id="dashboard_charts",
        summary="Données des graphiques",
        description=(
            "De la semaine (du lundi au dimanche), du mois ou de l'année en cours. Avec un `type`, les autres "
            "graphiques sont présents mais vides. Les répartitions sont en pour cent entiers : catégories des "
            "publications et appareils de la période, âges des citoyens majeurs qui ont donné leur année de naissance."
        ),
        parameters=[ChartsQuery],
        responses={200: ChartsAnswer},
    )
    def get(self, request: Request) -> Response:
        query = self.query(ChartsQuery)
        plan_closing()
        return Response(dashboard_charts(period=query["period"], type=query["type"]))


class ActivitiesView(APIView):
    permissions = {"GET": Staff}

    @extend_schema(
        operation_id="dashboard_activities",
        summary="Activités récentes",
        description="Les dernières d'abord. Sans `user`, c'est la plateforme qui a agi.",
        responses={200: ActivityListAnswer},
    )
    def get(self, request: Request) -> Response:
        window = OffsetRequest.of(request, limit=ACTIVITIES_SHOWN)
        plan_closing()
        rows = [as_activity(activity) for activity in latest_activities()[window.window]]
        return Response(window.response(count=activities_count(), results=rows))
