"""/messages/canned-replies/."""

import pytest

from core.api import ids
from core.api.timestamps import utc
from core.tenancy import mairie_context
from tenant_apps.messages.models import CannedReply

BASE = "/api/v1/messages/canned-replies/"
BODY = {"title": "Horaires", "content": "Nous sommes ouverts le matin."}


def test_a_text_is_kept_listed_changed_and_forgotten(client_for, mairie_a, via):
    client = client_for(mairie_a, "moderator", via=via)

    made = client.post(BASE, json=BODY)

    with mairie_context(mairie_a):
        row = CannedReply.objects.get()
    shown = {
        "id": ids.encode("canned", row.pk),
        **BODY,
        "created_at": utc(row.created_at),
        "updated_at": utc(row.updated_at),
    }
    assert (made.status_code, made.json()) == (201, shown)
    assert client.get(BASE).json() == {"count": 1, "next": None, "previous": None, "results": [shown]}
    assert client.put(f"{BASE}{shown['id']}/", json={"content": "Fermé"}).json()["content"] == "Fermé"
    assert client.delete(f"{BASE}{shown['id']}/").status_code == 204
    assert client.delete(f"{BASE}{shown['id']}/").status_code == 404


def test_two_texts_have_two_titles(client_for, mairie_a):
    client = client_for(mairie_a, "mayor")
    client.post(BASE, json=BODY)
    other = client.post(BASE, json={**BODY, "title": "Autre"}).json()

    assert client.post(BASE, json=BODY).json()["error"]["code"] == "CANNED_REPLY_EXISTS"
    assert client.put(f"{BASE}{other['id']}/", json={"title": "Horaires"}).status_code == 409


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_they_are_the_staffs(client_for, mairie_a, method):
    assert client_for(mairie_a, "citizen").request(method, BASE, json=BODY).status_code == 403
