"""PUT and PATCH /website/sections/reorder/."""

import pytest

from core.tenancy import mairie_context
from tenant_apps.dashboard.models import Activity
from tests.tenant_apps.website.factories import SECTIONS

REORDER = f"{SECTIONS}reorder/"
ORDER = ["section_hero", "section_news", "section_services", "section_events", "section_contact"]


def order_of(client):
    return [one["id"] for one in client.get(SECTIONS).json()["sections"]]


def test_the_body_of_the_contract_puts_them_in_its_order(client_for, mairie_a, via):
    client = client_for(mairie_a, "mayor", via=via)

    response = client.put(REORDER, json={"order": ORDER})

    assert (response.status_code, response.json()) == (200, {"message": "Ordre des sections mis à jour"})
    assert order_of(client) == ORDER
    with mairie_context(mairie_a):
        assert Activity.objects.filter(type="sections_reordered").count() == 1


@pytest.mark.parametrize(
    "order",
    [
        ORDER[:4],
        [*ORDER, "section_hero"],
        [*ORDER[:4], "section_hero"],
        [*ORDER[:4], "section_other"],
        [],
        [*ORDER[:4], None],
    ],
)
def test_an_order_names_each_section_once(client_for, mairie_a, order):
    client = client_for(mairie_a, "mayor")
    before = order_of(client)

    response = client.put(REORDER, json={"order": order})

    assert (response.status_code, response.json()["error"]["code"]) == (422, "VALIDATION_ERROR")
    assert next(iter(response.json()["error"]["details"])).startswith("order")
    assert order_of(client) == before


@pytest.mark.parametrize(("role", "status"), [(None, 401), ("citizen", 403), ("moderator", 403)])
def test_only_the_mayor_and_administrators_change_it(client_for, mairie_a, via, role, status):
    assert client_for(mairie_a, role, via=via).put(REORDER, json={"order": ORDER}).status_code == status


def test_the_other_mairie_keeps_its_own(client_for, mairie_a, mairie_b):
    other = client_for(mairie_b, "mayor")
    before = order_of(other)

    client_for(mairie_a, "mayor").put(REORDER, json={"order": ORDER[::-1]})

    assert order_of(other) == before
