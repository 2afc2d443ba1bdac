"""POST /api/v1/auth/logout/."""

from core.tenancy import mairie_context
from tenant_apps.accounts.services.sessions import Device, open_session
from tests.factories import make_user

PATH = "/api/v1/auth/logout/"
PROFILE = "/api/v1/auth/profile/"


def test_the_session_ends_with_both_its_tokens_by_both_routes(mairie_a, client_for, refused, via):
    with mairie_context(mairie_a):
        pair = open_session(user=make_user(), device=Device()).tokens
    client = client_for(mairie_a, via=via)
    client.token = pair["access_token"]

    response = client.post(PATH)

    assert response.status_code == 200
    assert response.json() == {"message": "Déconnexion réussie"}
    refused(client.get(PROFILE), 401, "SESSION_ENDED")
    client.token = None
    refused(
        client.post("/api/v1/auth/token/refresh/", json={"refresh_token": pair["refresh_token"]}), 401, "SESSION_ENDED"
    )


def test_other_devices_stay_signed_in(mairie_a, client_for):
    phone = client_for(mairie_a, "citizen")
    laptop = client_for(mairie_a, user=phone.user)

    phone.post(PATH)

    assert laptop.get(PROFILE).status_code == 200


def test_operators_sign_out_too(db, client_for, refused):
    client = client_for(None, "operator")

    assert client.post(PATH).status_code == 200
    refused(client.get(PROFILE), 401, "SESSION_ENDED")


def test_nobody_signed_in_is_unauthenticated(mairie_a, client_for, refused):
    refused(client_for(mairie_a).post(PATH), 401, "UNAUTHENTICATED")
