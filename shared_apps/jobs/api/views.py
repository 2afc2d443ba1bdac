"""Operators' API: due, running and dead jobs of the platform and of all mairies."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api import ids
from core.api.pagination import PageRequest
from core.api.permissions import Operators
from core.api.requests import Request
from core.api.views import APIView
from shared_apps.jobs import selectors
from shared_apps.jobs.api import presenters, serializers
from shared_apps.jobs.errors import JobNotFound
from shared_apps.jobs.services import operations

TAG = ["platform"]


class JobsView(APIView):
    """The jobs that are not done."""

    scope = "platform"
    permissions = {"GET": Operators}

    @extend_schema(
        tags=TAG,
        summary="Travaux en attente ou abandonnés",
        parameters=[serializers.JobFilters],
        responses=serializers.JobList,
    )
    def get(self, request: Request) -> Response:
        """List the jobs, latest first, filtered by state, kind and municipality; payloads are never shown."""
        page = PageRequest.of(request)
        filters = self.query(serializers.JobFilters)
        found = selectors.jobs(
            state=filters.get("state"), kind=filters.get("kind"), municipality_code=filters.get("municipality")
        )
        results = [presenters.job(row) for row in selectors.rows(found)[page.window]]
        return Response(page.response(count=found.count(), results=results))


class OverviewView(APIView):
    """Whether work is done in time."""

    scope = "platform"
    permissions = {"GET": Operators}

    @extend_schema(tags=TAG, summary="État des travaux", responses=serializers.Overview)
    def get(self, request: Request) -> Response:
        """Count what waits, runs, fails and was given up, with the kinds that fail."""
        return Response(presenters.overview())


class JobView(APIView):
    """One job."""

    scope = "platform"
    permissions = {"GET": Operators, "DELETE": Operators}
    errors = {"GET": (JobNotFound,), "DELETE": (JobNotFound,)}

    @extend_schema(tags=TAG, summary="Un travail", responses=serializers.JobAnswer)
    def get(self, request: Request, job_id: str) -> Response:
        """Show a job; one that is done is no longer there."""
        return Response(presenters.job(selectors.job_row(job_id=ids.decode(presenters.PREFIX, job_id))))

    @extend_schema(tags=TAG, summary="Renoncer à un travail", responses={204: None})
    def delete(self, request: Request, job_id: str) -> Response:
        """Give the work up; a run under way goes on."""
        operations.delete(job_id=ids.decode(presenters.PREFIX, job_id), actor=request.user)
        return Response(status=204)


class JobRetryView(APIView):
    """Another chance."""

    scope = "platform"
    permissions = {"POST": Operators}
    errors = {"POST": (JobNotFound,)}

    @extend_schema(tags=TAG, summary="Relancer un travail", request=None, responses=serializers.JobAnswer)
    def post(self, request: Request, job_id: str) -> Response:
        """Make the job due at once, with all its attempts before it."""
        number = ids.decode(presenters.PREFIX, job_id)
        operations.retry(job_id=number, actor=request.user)
        return Response(presenters.job(selectors.job_row(job_id=number)))
