"""GET /website/preview/."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine

from core.tenancy import mairie_context
from tenant_apps.website.services.preview import verify_preview
from tests.tenant_apps.website.factories import PREVIEW

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def token_of(client):
    return parse_qs(urlsplit(client.get(PREVIEW).json()["preview_url"]).query)["token"][0]


@pytest.mark.parametrize("role", ["moderator", "admin", "mayor"])
def test_the_link_leads_to_the_mairies_host_for_an_hour(client_for, mairie_a, via, role):
    with time_machine.travel(NOON, tick=False):
        response = client_for(mairie_a, role, via=via).get(PREVIEW)

    body = response.json()
    link = urlsplit(body["preview_url"])
    assert (response.status_code, set(body)) == (200, {"preview_url", "expires_at"})
    assert (link.hostname, link.path) == (mairie_a.host, "/apercu/")
    assert body["expires_at"] == "2026-11-24T13:00:00Z"


@pytest.mark.parametrize(("hour", "minute", "works"), [(12, 59, True), (13, 1, False)])
def test_the_token_lives_for_an_hour(client_for, mairie_a, hour, minute, works):
    with time_machine.travel(NOON, tick=False):
        token = token_of(client_for(mairie_a, "mayor"))

    with time_machine.travel(NOON.replace(hour=hour, minute=minute), tick=False), mairie_context(mairie_a):
        assert verify_preview(token) is works


def test_it_opens_no_other_mairies_site(client_for, mairie_a, mairie_b):
    token = token_of(client_for(mairie_a, "mayor"))

    with mairie_context(mairie_b):
        assert verify_preview(token) is False


@pytest.mark.parametrize("token", ["", "a:b:c", "é" * 10, "\x00"])
def test_what_nobody_signed_opens_nothing(mairie_a, token):
    with mairie_context(mairie_a):
        assert verify_preview(token) is False


@pytest.mark.parametrize(("role", "status"), [(None, 401), ("citizen", 403)])
def test_it_is_for_those_who_work_on_the_site(client_for, mairie_a, via, role, status):
    assert client_for(mairie_a, role, via=via).get(PREVIEW).status_code == status
