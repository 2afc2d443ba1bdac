"""POST /api/v1/accounts/{id}/approve/."""

import pytest

from core.tenancy import mairie_context
from tenant_apps.dashboard.models import Activity
from tests.factories import make_user

PATH = "/api/v1/accounts/{}/approve/"


def applicant(mairie, **fields):
    with mairie_context(mairie):
        return make_user(**{"role": "moderator", "role_status": "pending", **fields})


def test_the_role_asked_for_becomes_active_by_both_routes(mairie_a, client_for, via):
    user = applicant(mairie_a)

    response = client_for(mairie_a, "mayor", via=via).post(PATH.format(user.id))

    assert response.status_code == 200
    assert response.json() == {
        "id": user.id,
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "phone": "",
        "role": "moderator",
        "role_status": "active",
        "is_active": True,
        "is_verified": True,
        "two_factor_enabled": False,
        "avatar_url": None,
        "created_at": user.created_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "last_login": None,
        "message": "Compte approuvé",
    }


def test_the_new_right_counts_with_the_next_request(mairie_a, client_for, refused):
    user = applicant(mairie_a, role="admin")
    own = client_for(mairie_a, user=user)
    refused(own.get("/api/v1/accounts/"), 403, "PERMISSION_DENIED")

    client_for(mairie_a, "admin").post(PATH.format(user.id))

    assert own.get("/api/v1/accounts/").status_code == 200


def test_an_unverified_account_still_has_to_verify_its_address(mairie_a, client_for, refused):
    user = applicant(mairie_a, role="admin", is_verified=False)

    client_for(mairie_a, "admin").post(PATH.format(user.id))

    refused(client_for(mairie_a, user=user).get("/api/v1/accounts/"), 403, "EMAIL_NOT_VERIFIED")


def test_it_is_an_activity(mairie_a, client_for):
    user = applicant(mairie_a)
    client = client_for(mairie_a, "admin")
    client.post(PATH.format(user.id))

    with mairie_context(mairie_a):
        assert Activity.objects.get(type="account_approved").actor_id == client.user.id


def test_what_is_not_pending_is_a_conflict(mairie_a, client_for, refused):
    user = applicant(mairie_a)
    client = client_for(mairie_a, "admin")
    client.post(PATH.format(user.id))

    refused(client.post(PATH.format(user.id)), 409, "ACCOUNT_NOT_PENDING")


def test_nobody_approves_himself(mairie_a, client_for, refused):
    user = applicant(mairie_a, role="admin")

    refused(client_for(mairie_a, user=user).post(PATH.format(user.id)), 403, "PERMISSION_DENIED")


def test_the_admin_of_another_mairie_can_t(mairie_a, mairie_b, client_for, refused):
    user = applicant(mairie_a, id=987_654)

    refused(client_for(mairie_b, "admin").post(PATH.format(user.id)), 404, "ACCOUNT_NOT_FOUND")


@pytest.mark.parametrize("role", ["citizen", "moderator"])
def test_others_may_not(mairie_a, client_for, refused, role):
    refused(client_for(mairie_a, role).post(PATH.format(applicant(mairie_a).id)), 403, "PERMISSION_DENIED")
