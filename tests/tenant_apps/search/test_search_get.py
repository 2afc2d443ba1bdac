"""GET /search/."""

from datetime import UTC, datetime

import pytest

from core.api import ids
from core.tenancy import mairie_context
from tenant_apps.website.models import Page
from tests.tenant_apps.events.factories import make_event
from tests.tenant_apps.publications.factories import make_publication

BASE = "/api/v1/search/"
NOON = datetime(2025, 12, 5, 12, 0, tzinfo=UTC)
EMPTY = {"publications": [], "events": [], "messages": [], "pages": []}


@pytest.fixture(params=["host", "code"])
def via(request):
    return request.param


def found(response, kind: str) -> list[str]:
    assert response.status_code == 200, response.content
    return [row["title"] for row in response.json()["results"][kind]]


def make_page(**fields):
    return Page.objects.create(**{"slug": "etat-civil", "is_published": True, **fields})


def test_everything_that_has_the_words_is_found(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        publication = make_publication(
            title="Inauguration du nouveau parc municipal",
            content="<p>Samedi, le nouveau <strong>parc municipal</strong> sera inauguré &amp; ouvert.</p>",
            created_at=NOON,
            published_at=NOON,
        )
        event = make_event(title="Inauguration parc municipal", start_at=NOON, description="Verre de l'amitié")
        page = make_page(title="Les parcs", content="Le parc municipal ferme à 20 h.", slug="parcs", updated_at=NOON)
        make_publication(title="Déchetterie", content="Nouveaux horaires")

    response = client_for(mairie_a, "citizen", via=via).get(f"{BASE}?q=parc+municipal")

    assert response.json() == {
        "query": "parc municipal",
        "total_count": 3,
        "counts": {"publications": 1, "events": 1, "messages": 0, "pages": 1},
        "is_similar": False,
        "next": None,
        "previous": None,
        "results": {
            "publications": [
                {
                    "id": ids.encode("pub", publication.pk),
                    "type": "post",
                    "title": "Inauguration du nouveau parc municipal",
                    "created_at": "2025-12-05T12:00:00Z",
                    "published_at": "2025-12-05T12:00:00Z",
                    "excerpt": "Samedi, le nouveau parc municipal sera inauguré & ouvert.",
                    "highlight": "Samedi, le nouveau <mark>parc municipal</mark> sera inauguré &amp; ouvert.",
                }
            ],
            "events": [
                {
                    "id": ids.encode("evt", event.pk),
                    "title": "Inauguration parc municipal",
                    "start_datetime": "2025-12-05T12:00:00Z",
                    "end_datetime": "2025-12-05T13:00:00Z",
                    "all_day": False,
                    "location": "",
                    "excerpt": "Verre de l'amitié",
                    "highlight": "Inauguration <mark>parc municipal</mark>",
                }
            ],
            "messages": [],
            "pages": [
                {
                    "id": ids.encode("page", page.pk),
                    "title": "Les parcs",
                    "slug": "parcs",
                    "updated_at": "2025-12-05T12:00:00Z",
                    "excerpt": "Le parc municipal ferme à 20 h.",
                    "highlight": "Le <mark>parc municipal</mark> ferme à 20 h.",
                }
            ],
        },
    }
