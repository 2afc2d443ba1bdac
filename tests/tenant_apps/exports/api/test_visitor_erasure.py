"""POST /api/v1/export/erasure/."""

import pytest

from core.tenancy import mairie_context
from tenant_apps.dashboard.models import Activity
from tenant_apps.messages.models import Conversation
from tenant_apps.messages.services.conversations import start_from_visitor
from tenant_apps.notifications.models import Subscription
from tests.tenant_apps.exports.files import BASE
from tests.tenant_apps.notifications.factories import make_subscription

PATH = f"{BASE}erasure/"


@pytest.fixture
def visitors(mairie_a):
    """Two people without an account, who have written and subscribed."""
    with mairie_context(mairie_a):
        for email in ("helene@exemple.fr", "paul@exemple.fr"):
            start_from_visitor(name="Hélène", email=email, subject="Salle", content="Bonjour")
            make_subscription(email=email)


def test_one_goes_and_the_other_stays_by_both_routes(mairie_a, client_for, visitors, via):
    response = client_for(mairie_a, "admin", via=via).post(PATH, json={"email": "Helene@exemple.fr"})

    assert (response.status_code, response.json()) == (
        200,
        {"removed": {"conversations": 1, "subscriptions": 1, "exports": 0, "invitations": 0}},
    )
    with mairie_context(mairie_a):
        assert Conversation.objects.get().visitor_email == "paul@exemple.fr"
        assert Subscription.objects.get().email == "paul@exemple.fr"
        activity = Activity.objects.get(type="person_erased")
        assert activity.description == "conversations : 1, abonnements aux alertes : 1"


def test_an_address_that_left_nothing_is_no_error(mairie_a, client_for, visitors):
    response = client_for(mairie_a, "mayor").post(PATH, json={"email": "personne@exemple.fr"})

    assert response.json() == {"removed": {"conversations": 0, "subscriptions": 0, "exports": 0, "invitations": 0}}


@pytest.mark.parametrize("body", [{}, {"email": ""}, {"email": "x"}, {"email": None}, {"email": ["a@b.fr"]}])
def test_what_is_no_address_is_told_by_its_field(mairie_a, client_for, body):
    response = client_for(mairie_a, "mayor").post(PATH, json=body)

    assert (response.status_code, list(response.json()["error"]["details"])) == (422, ["email"])


def test_a_moderator_erases_nobody(mairie_a, client_for, visitors):
    assert client_for(mairie_a, "moderator").post(PATH, json={"email": "paul@exemple.fr"}).status_code == 403
