"""GET and POST /publications/categories/, PUT and DELETE /publications/categories/{slug}/."""

import pytest

from core.tenancy import mairie_context
from tenant_apps.dashboard.models import Activity
from tenant_apps.publications.models import Category
from tests.tenant_apps.publications.factories import BASE, make_publication, path

CATEGORIES = f"{BASE}categories/"
FIRST = [
    {"slug": "actualites", "label": "Actualités", "color": "#3B82F6", "order": 1},
    {"slug": "evenements", "label": "Événements", "color": "#10B981", "order": 2},
    {"slug": "services", "label": "Services", "color": "#F59E0B", "order": 3},
    {"slug": "urbanisme", "label": "Urbanisme", "color": "#EF4444", "order": 4},
    {"slug": "culture", "label": "Culture", "color": "#8B5CF6", "order": 5},
]


def test_a_new_mairie_has_the_five_of_the_contract(client_for, mairie_a, via):
    response = client_for(mairie_a, "citizen", via=via).get(CATEGORIES)

    assert (response.status_code, response.json()) == (200, {"categories": FIRST})


def test_one_is_added_at_the_end(client_for, mairie_a, via):
    client = client_for(mairie_a, "moderator", via=via)

    response = client.post(CATEGORIES, json={"label": "Économie & emploi", "color": "#00aa7f"})

    made = {"slug": "economie-emploi", "label": "Économie & emploi", "color": "#00AA7F", "order": 6}
    assert (response.status_code, response.json()) == (201, {**made, "message": "Catégorie créée"})
    assert client.get(CATEGORIES).json()["categories"] == [*FIRST, made]
    with mairie_context(mairie_a):
        assert Activity.objects.get(type="category_created").description == "Économie & emploi"


@pytest.mark.parametrize("body", [{"label": "Culture"}, {"label": "Autre", "slug": "culture"}])
def test_a_slug_is_taken_once(client_for, mairie_a, body):
    response = client_for(mairie_a, "mayor").post(CATEGORIES, json={**body, "color": "#000000"})

    assert (response.status_code, response.json()["error"]["code"]) == (409, "CATEGORY_EXISTS")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"color": "#000000"}, "label"),
        ({"label": "Sport"}, "color"),
        ({"label": "Sport", "color": "rouge"}, "color"),
        ({"label": "Sport", "color": "#00000\n"}, "color"),
        ({"label": "Sport", "color": "#000000", "order": -1}, "order"),
        ({"label": "!!", "color": "#000000"}, "slug"),
        ({"label": "x" * 61, "color": "#000000"}, "label"),
    ],
)
def test_wrong_values_are_named(client_for, mairie_a, body, field):
    response = client_for(mairie_a, "mayor").post(CATEGORIES, json=body)

    assert (response.status_code, list(response.json()["error"]["details"])) == (422, [field])


def test_publications_follow_a_new_slug(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        publication = make_publication(category="culture")
    client = client_for(mairie_a, "admin", via=via)

    response = client.put(f"{CATEGORIES}culture/", json={"slug": "Culture et fêtes", "order": 0})

    assert (response.status_code, response.json()) == (
        200,
        {
            "slug": "culture-et-fetes",
            "label": "Culture",
            "color": "#8B5CF6",
            "order": 0,
            "message": "Catégorie mise à jour",
        },
    )
    assert client.get(path(publication)).json()["category"] == "culture-et-fetes"
    assert client.get(CATEGORIES).json()["categories"][0]["slug"] == "culture-et-fetes"


def test_a_change_to_a_taken_slug_is_refused(client_for, mairie_a):
    client = client_for(mairie_a, "admin")

    assert client.put(f"{CATEGORIES}culture/", json={"slug": "services"}).status_code == 409
    assert client.put(f"{CATEGORIES}inconnue/", json={"label": "X"}).status_code == 404


def test_one_in_use_is_not_deleted(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        make_publication(category="culture", status="draft")
    client = client_for(mairie_a, "moderator", via=via)

    refused, deleted = client.delete(f"{CATEGORIES}culture/"), client.delete(f"{CATEGORIES}services/")

    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "CATEGORY_IN_USE")
    assert refused.json()["error"]["details"] == {"publications": 1}
    assert deleted.status_code == 204
    assert client.delete(f"{CATEGORIES}services/").status_code == 404


@pytest.mark.parametrize(("role", "status"), [(None, 401), ("citizen", 403)])
def test_only_staff_changes_them(client_for, mairie_a, via, role, status):
    client = client_for(mairie_a, role, via=via)

    assert client.post(CATEGORIES, json={"label": "Sport", "color": "#000000"}).status_code == status
    assert client.put(f"{CATEGORIES}culture/", json={"label": "X"}).status_code == status
    assert client.delete(f"{CATEGORIES}culture/").status_code == status
    assert client_for(mairie_a, via=via).get(CATEGORIES).status_code == 401


def test_each_mairie_has_its_own(client_for, mairie_a, mairie_b):
    client_for(mairie_a, "mayor").put(f"{CATEGORIES}culture/", json={"label": "Arts"})

    with mairie_context(mairie_b):
        assert Category.objects.get(slug="culture").label == "Culture"
