"""PUT, PATCH and DELETE /website/pages/{id}/."""

import pytest

from core.tenancy import mairie_context
from tenant_apps.dashboard.models import Activity
from tenant_apps.website.models import Page, Site
from tests.tenant_apps.website.factories import PAGES, PUBLISH, make_page, reachable


def address(page):
    return f"{PAGES}page_{page.pk:03d}/"


@pytest.fixture
def notice(mairie_a):
    with mairie_context(mairie_a):
        return Page.objects.get(kind="mentions-legales")


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_only_what_is_sent_changes(client_for, mairie_a, via, method):
    with mairie_context(mairie_a):
        page = make_page(slug="ecole", title="École", meta_title="École - Mairie", menu_order=3)
    client = client_for(mairie_a, "mayor", via=via)
    before = client.get(address(page)).json()

    changes = {"title": "Les écoles", "slug": "services/ecoles", "in_menu": True}
    response = client.request(method, address(page), json=changes)

    body = response.json()
    assert (response.status_code, body.pop("message")) == (200, "Page mise à jour")
    assert body == {**before, **changes, "updated_at": body["updated_at"]}
    assert client.get(address(page)).json() == body
    with mairie_context(mairie_a):
        assert Activity.objects.get(type="page_updated").description == "Les écoles"


def test_a_taken_or_reserved_address_is_refused(client_for, mairie_a):
    with mairie_context(mairie_a):
        page, _other = make_page(slug="un"), make_page(slug="deux")
    client = client_for(mairie_a, "mayor")

    taken, reserved = (client.put(address(page), json={"slug": slug}) for slug in ("deux", "agenda/fetes"))

    assert (taken.status_code, taken.json()["error"]["code"]) == (409, "PAGE_EXISTS")
    assert (reserved.status_code, list(reserved.json()["error"]["details"])) == (422, ["slug"])
    assert client.put(address(page), json={"slug": "un"}).status_code == 200


def test_a_legal_page_that_was_edited_stays_as_the_mairie_wrote_it(client_for, mairie_a, notice):
    client = client_for(mairie_a, "mayor")

    edited = client.put(address(notice), json={"content": "<p>À nous.</p>"}).json()
    with mairie_context(mairie_a):
        reachable(email="nouvelle@exemple.fr")

    assert (edited["content"], edited["is_edited"]) == ("<p>À nous.</p>", True)
    assert client.get(address(notice)).json()["content"] == "<p>À nous.</p>"


def test_it_can_be_reset_and_follows_what_is_known_again(client_for, mairie_a, notice):
    client = client_for(mairie_a, "mayor")
    before = client.get(address(notice)).json()
    client.put(address(notice), json={"title": "Autre", "content": "<p>À nous.</p>"})

    response = client.put(address(notice), json={"reset": True})

    body = response.json()
    assert (response.status_code, body["content"], body["is_edited"]) == (200, before["content"], False)
    assert body["title"] == "Mentions légales"


def test_sending_a_legal_page_back_as_it_was_read_edits_nothing(client_for, mairie_a, notice):
    client = client_for(mairie_a, "mayor")
    read = client.get(address(notice)).json()

    body = client.put(address(notice), json={**read, "in_menu": True}).json()

    assert (body["is_edited"], body["in_menu"], body["content"]) == (False, True, read["content"])


def test_only_a_legal_page_can_be_reset(client_for, mairie_a):
    with mairie_context(mairie_a):
        page = make_page()

    response = client_for(mairie_a, "mayor").put(address(page), json={"reset": True})

    assert (response.status_code, list(response.json()["error"]["details"])) == (422, ["reset"])


def test_a_legal_page_is_neither_moved_nor_deleted(client_for, mairie_a, via, notice):
    client = client_for(mairie_a, "mayor", via=via)

    moved, deleted = client.put(address(notice), json={"slug": "ailleurs"}), client.delete(address(notice))

    assert [moved.json()["error"]["code"], deleted.json()["error"]["code"]] == ["LEGAL_PAGE_REQUIRED"] * 2
    assert (moved.status_code, deleted.status_code) == (409, 409)


def test_the_notice_of_a_site_that_is_on_line_stays_on_line(client_for, mairie_a, notice):
    client = client_for(mairie_a, "mayor")
    with mairie_context(mairie_a):
        reachable()
    client.post(PUBLISH, json={"action": "publish"})

    refused = client.put(address(notice), json={"is_published": False})
    client.post(PUBLISH, json={"action": "unpublish"})

    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "LEGAL_PAGE_REQUIRED")
    assert client.put(address(notice), json={"is_published": False}).status_code == 200


def test_a_page_of_its_own_is_deleted_once(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        page = make_page(title="Fermeture")
    client = client_for(mairie_a, "admin", via=via)

    assert [client.delete(address(page)).status_code for _ in range(2)] == [204, 404]
    with mairie_context(mairie_a):
        assert Activity.objects.get(type="page_deleted").description == "Fermeture"


@pytest.mark.parametrize(("role", "status"), [(None, 401), ("citizen", 403), ("moderator", 403)])
def test_only_the_mayor_and_administrators_change_one(client_for, mairie_a, via, notice, role, status):
    client = client_for(mairie_a, role, via=via)

    assert client.put(address(notice), json={"title": "X"}).status_code == status
    assert client.delete(address(notice)).status_code == status


def test_a_page_of_another_mairie_does_not_exist(client_for, mairie_a, mairie_b):
    with mairie_context(mairie_a):
        page = make_page(id=901)
    client = client_for(mairie_b, "mayor")

    assert client.put(address(page), json={"title": "X"}).status_code == 404
    assert client.delete(address(page)).status_code == 404
    with mairie_context(mairie_a):
        assert (Page.objects.get(id=901).title, Site.objects.count()) == (page.title, 1)
