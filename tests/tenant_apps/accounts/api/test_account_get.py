"""GET /api/v1/accounts/{id}/."""

import pytest

from core.tenancy import mairie_context
from tests.factories import make_user

PATH = "/api/v1/accounts/{}/"


def test_the_whole_answer_by_both_routes(mairie_a, client_for, via):
    with mairie_context(mairie_a):
        user = make_user(role="citizen")

    response = client_for(mairie_a, "admin", via=via).get(PATH.format(user.id))

    assert response.status_code == 200
    assert response.json() == {
        "id": user.id,
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "phone": "",
        "role": "citizen",
        "role_status": "active",
        "is_active": True,
        "is_verified": True,
        "two_factor_enabled": False,
        "avatar_url": None,
        "created_at": user.created_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "last_login": None,
    }


@pytest.mark.parametrize("account_id", ["999999", "99999999999999999999", "abc", "-1", "usr_001", "1" * 5000])
def test_anything_else_is_not_found(mairie_a, client_for, account_id):
    assert client_for(mairie_a, "admin").get(PATH.format(account_id)).status_code == 404


def test_an_account_of_another_mairie_is_not_found(mairie_a, mairie_b, client_for, refused):
    with mairie_context(mairie_b):
        user = make_user(id=987_654)

    refused(client_for(mairie_a, "admin").get(PATH.format(user.id)), 404, "ACCOUNT_NOT_FOUND")


def test_others_may_not(mairie_a, client_for, refused):
    client = client_for(mairie_a, "moderator")

    refused(client.get(PATH.format(client.user.id)), 403, "PERMISSION_DENIED")
