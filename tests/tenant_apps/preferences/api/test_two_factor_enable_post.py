"""POST /api/v1/settings/2fa/enable/."""

from io import BytesIO
from unittest.mock import ANY

import pyotp
import segno
from PIL import Image

from core.tenancy import mairie_context
from tenant_apps.accounts.models import User
from tests.factories import PASSWORD
from tests.tenant_apps.preferences.authenticator import CONFIRM, ENABLE, activate, enrol, log_in, png

PATH = ENABLE


def stored(client):
    with mairie_context(client.mairie):
        return User.objects.get(id=client.user.id)


def test_the_answer_is_the_contract_s_by_both_routes(mairie_a, client_for, via):
    response = client_for(mairie_a, "citizen", via=via).post(PATH)

    assert response.status_code == 200
    assert response.json() == {"secret": ANY, "qr_code_url": ANY, "backup_codes": ANY}
    answer = response.json()
    assert len(answer["secret"]) == 32
    assert len(set(answer["backup_codes"])) == 10
    assert all(len(code) == 8 and code.isdigit() for code in answer["backup_codes"])
    picture = Image.open(BytesIO(png(answer["qr_code_url"])))
    assert picture.format == "PNG"
    assert picture.width > 200
    assert response.headers["Cache-Control"] == "no-store"


def test_the_picture_names_the_mairie_and_the_account(mairie_a, client_for):
    client = client_for(mairie_a, "citizen")

    answer = client.post(PATH).json()

    uri = pyotp.TOTP(answer["secret"]).provisioning_uri(name=client.user.email, issuer_name="Mairie de Gif-sur-Yvette")
    assert answer["qr_code_url"] == segno.make(uri, micro=False).png_data_uri(scale=6)


def test_neither_the_secret_nor_the_codes_are_stored_as_they_are(mairie_a, client_for):
    client = client_for(mairie_a, "citizen")
    authenticator = enrol(client)

    user = stored(client)

    assert authenticator.secret not in user.totp_secret
    assert not set(authenticator.backup_codes) & set(user.backup_codes)
    assert len(user.backup_codes) == 10


def test_nothing_changes_before_the_confirmation(mairie_a, client_for):
    client = client_for(mairie_a, "citizen")
    enrol(client)

    assert log_in(client, PASSWORD).status_code == 200
    assert client.get("/api/v1/settings/").json()["security"]["two_factor_enabled"] is False


def test_asking_again_replaces_the_secret_and_the_codes(mairie_a, client_for, refused):
    client = client_for(mairie_a, "citizen")
    first, second = enrol(client), enrol(client)

    refused(client.post(CONFIRM, json={"code": first.code()}), 422, "VALIDATION_ERROR", {"code": [ANY]})
    assert client.post(CONFIRM, json={"code": second.code(-1)}).status_code == 200
    refused(log_in(client, PASSWORD, otp_code=first.backup_codes[0]), 401, "OTP_INVALID")


def test_an_active_second_factor_is_not_replaced(mairie_a, client_for, refused):
    client = client_for(mairie_a, "citizen")
    authenticator = activate(client)

    refused(client.post(PATH), 409, "TWO_FACTOR_ACTIVE")
    assert log_in(client, PASSWORD, otp_code=authenticator.code()).status_code == 200


def test_nobody_asks_without_an_account(mairie_a, client_for, refused):
    refused(client_for(mairie_a).post(PATH), 401, "UNAUTHENTICATED")
