"""POST /website/publish/."""

import pytest

from core.tenancy import mairie_context
from tenant_apps.dashboard.models import Activity
from tenant_apps.website.models import Page, Site
from tests.tenant_apps.website.factories import CONFIG, PUBLISH, reachable


def test_a_complete_site_goes_on_line(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        reachable()
    client = client_for(mairie_a, "mayor", via=via)

    response = client.post(PUBLISH, json={"action": "publish"})

    read = client.get(CONFIG).json()
    assert (response.status_code, response.json()) == (
        200,
        {"is_published": True, "published_at": read["published_at"], "message": "Site publié avec succès"},
    )
    assert (read["is_published"], read["published_at"] is None) == (True, False)
    with mairie_context(mairie_a):
        assert Activity.objects.filter(type="site_published").count() == 1


def test_the_same_request_twice_changes_nothing_more(client_for, mairie_a):
    with mairie_context(mairie_a):
        reachable()
    client = client_for(mairie_a, "mayor")

    first, second = (client.post(PUBLISH, json={"action": "publish"}).json() for _ in range(2))

    assert first == second
    with mairie_context(mairie_a):
        assert Activity.objects.filter(type="site_published").count() == 1


def test_it_goes_off_line(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        reachable()
    client = client_for(mairie_a, "mayor", via=via)
    client.post(PUBLISH, json={"action": "publish"})

    response = client.post(PUBLISH, json={"action": "unpublish"})

    assert (response.status_code, response.json()) == (
        200,
        {"is_published": False, "published_at": None, "message": "Site dépublié avec succès"},
    )


def test_what_is_missing_is_said_all_at_once(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        site = Site.objects.get()
        site.meta = {**site.meta, "title": ""}
        site.sections = [{**section, "is_visible": False} for section in site.sections]
        site.save()
        Page.objects.filter(kind="mentions-legales").update(is_published=False)

    response = client_for(mairie_a, "mayor", via=via).post(PUBLISH, json={"action": "publish"})

    error = response.json()["error"]
    assert (response.status_code, error["code"]) == (409, "SITE_INCOMPLETE")
    assert error["details"] == {
        "missing": [
            {"field": "meta.title", "message": "Donnez un titre au site."},
            {
                "field": "contact",
                "message": "Indiquez comment joindre la mairie : une adresse, un courriel ou un téléphone.",
            },
            {"field": "sections", "message": "Rendez visible au moins une section de l'accueil."},
            {"field": "pages.mentions-legales", "message": "Publiez les mentions légales."},
        ]
    }


@pytest.mark.parametrize("body", [{}, {"action": "delete"}, {"action": None}])
def test_the_action_is_one_of_two(client_for, mairie_a, body):
    response = client_for(mairie_a, "mayor").post(PUBLISH, json=body)

    assert (response.status_code, list(response.json()["error"]["details"])) == (422, ["action"])


@pytest.mark.parametrize(("role", "status"), [(None, 401), ("citizen", 403), ("moderator", 403)])
def test_only_the_mayor_and_administrators_decide(client_for, mairie_a, via, role, status):
    assert client_for(mairie_a, role, via=via).post(PUBLISH, json={"action": "publish"}).status_code == status
