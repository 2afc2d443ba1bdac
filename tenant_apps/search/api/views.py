"""/search/."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api.pagination import PageRequest
from core.api.permissions import Authenticated
from core.api.requests import Request
from core.api.views import APIView
from tenant_apps.search.api.serializers import ALL, SearchAnswer, SearchQuery
from tenant_apps.search.selectors.everything import KINDS, Findings, search


class SearchView(APIView):
    permissions = {"GET": Authenticated}

    @extend_schema(
        operation_id="search",
        summary="Rechercher",
        description=(
            "Dans tout ce que la personne peut lire, sans tenir compte des accents ni de la casse, les plus pertinents "
            "d'abord. `type=all` donne les cinq meilleurs de chaque sorte, un seul `type` se lit page par page. "
            "Guillemets, `OR` et `-mot` sont compris. Des événements d'une série, le plus proche est trouvé."
        ),
        parameters=[SearchQuery],
        responses={200: SearchAnswer},
    )
    def get(self, request: Request) -> Response:
        query = self.query(SearchQuery)
        text, kind = query["q"], query["type"]
        if kind == ALL:
            findings = search(user=request.user, text=text, kinds=KINDS)
            return Response(_answer(text, findings, {"next": None, "previous": None}))
        page = PageRequest.of(request)
        findings = search(user=request.user, text=text, kinds=[kind], limit=page.limit, offset=page.offset)
        links = page.response(count=findings.counts[kind], results=[])
        return Response(_answer(text, findings, links))


def _answer(text: str, findings: Findings, links: dict[str, Any]) -> dict[str, Any]:
    return {
        "query": text,
        "total_count": sum(findings.counts.values()),
        "counts": findings.counts,
        "is_similar": findings.is_similar,
        "next": links["next"],
        "previous": links["previous"],
        "results": findings.results,
    }
