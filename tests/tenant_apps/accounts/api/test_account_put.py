"""PUT and PATCH /api/v1/accounts/{id}/."""

import pytest

from core.tenancy import mairie_context
from tenant_apps.accounts.models import User
from tenant_apps.dashboard.models import Activity
from tests.factories import make_user

PATH = "/api/v1/accounts/{}/"


def member(mairie, **fields):
    with mairie_context(mairie):
        return make_user(**fields)


def stored(mairie, user):
    with mairie_context(mairie):
        return User.objects.get(id=user.id)


def test_the_whole_answer_by_both_routes(mairie_a, client_for, via):
    user = member(mairie_a)

    response = client_for(mairie_a, "mayor", via=via).put(
        PATH.format(user.id), json={"first_name": "Anne", "phone": "0612345678", "role": "moderator"}
    )

    assert response.status_code == 200
    assert response.json() == {
        "id": user.id,
        "email": user.email,
        "first_name": "Anne",
        "last_name": user.last_name,
        "phone": "0612345678",
        "role": "moderator",
        "role_status": "active",
        "is_active": True,
        "is_verified": True,
        "two_factor_enabled": False,
        "avatar_url": None,
        "created_at": user.created_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "last_login": None,
        "message": "Compte mis à jour",
    }


@pytest.mark.parametrize("method", ["put", "patch"])
def test_only_what_is_sent_changes(mairie_a, client_for, method):
    user = member(mairie_a, role="moderator", role_status="pending", phone="0612345678")

    getattr(client_for(mairie_a, "admin"), method)(PATH.format(user.id), json={"last_name": "Nouveau"})

    after = stored(mairie_a, user)
    assert (after.last_name, after.role_status, after.phone) == ("Nouveau", "pending", "0612345678")


def test_a_new_role_is_active_and_counts_with_the_next_request(mairie_a, client_for):
    user = member(mairie_a, role="moderator", role_status="pending")
    own = client_for(mairie_a, user=user)

    client_for(mairie_a, "admin").put(PATH.format(user.id), json={"role": "admin"})

    assert stored(mairie_a, user).role_status == "active"
    assert own.get("/api/v1/accounts/").status_code == 200


def test_giving_the_citizen_s_role_turns_a_request_down(mairie_a, client_for):
    user = member(mairie_a, role="mayor", role_status="pending")

    client_for(mairie_a, "admin").put(PATH.format(user.id), json={"role": "citizen"})

    after = stored(mairie_a, user)
    assert (after.role, after.role_status) == ("citizen", "active")


def test_deactivating_ends_the_sessions_at_once(mairie_a, client_for, refused):
    user = member(mairie_a)
    own = client_for(mairie_a, user=user)
    admin = client_for(mairie_a, "admin")

    assert admin.put(PATH.format(user.id), json={"is_active": False}).status_code == 200

    refused(own.get("/api/v1/auth/profile/"), 401, "SESSION_ENDED")
    admin.put(PATH.format(user.id), json={"is_active": True})
    refused(own.get("/api/v1/auth/profile/"), 401, "SESSION_ENDED")


@pytest.mark.parametrize("change", [{"role": "moderator"}, {"role": "citizen"}, {"is_active": False}])
@pytest.mark.parametrize("role", ["admin", "mayor"])
def test_the_last_manager_stays(mairie_a, client_for, refused, role, change):
    client = client_for(mairie_a, role)
    member(mairie_a, role="admin", role_status="pending")
    member(mairie_a, role="admin", is_active=False)
    member(mairie_a, role="mayor", is_verified=False)

    refused(client.put(PATH.format(client.user.id), json=change), 409, "LAST_MANAGER")
    after = stored(mairie_a, client.user)
    assert (after.role, after.is_active) == (role, True)


def test_with_another_manager_one_may_step_down(mairie_a, client_for):
    client = client_for(mairie_a, "mayor")
    member(mairie_a, role="admin")

    assert client.put(PATH.format(client.user.id), json={"role": "citizen"}).status_code == 200


def test_the_last_manager_may_change_between_admin_and_mayor(mairie_a, client_for):
    client = client_for(mairie_a, "admin")

    assert client.put(PATH.format(client.user.id), json={"role": "mayor"}).status_code == 200


def test_it_is_an_activity(mairie_a, client_for):
    user = member(mairie_a)
    client = client_for(mairie_a, "admin")

    client.put(PATH.format(user.id), json={"role": "moderator"})
    client.put(PATH.format(user.id), json={"is_active": False})

    with mairie_context(mairie_a):
        rows = list(Activity.objects.filter(target=f"user:{user.id}").order_by("id").values_list("type", "actor_id"))
    assert rows == [("account_updated", client.user.id), ("account_deactivated", client.user.id)]


@pytest.mark.parametrize("change", [{"role": "operator"}, {"role": ""}, {"is_active": "perhaps"}, {"phone": "x"}])
def test_wrong_values_are_named_by_field(mairie_a, client_for, refused, change):
    user = member(mairie_a)

    response = client_for(mairie_a, "admin").put(PATH.format(user.id), json=change)

    refused(response, 422, "VALIDATION_ERROR")
    assert list(response.json()["error"]["details"]) == list(change)


def test_address_password_and_verification_are_not_an_administrator_s_to_change(mairie_a, client_for):
    user = member(mairie_a, is_verified=False)

    client_for(mairie_a, "admin").put(
        PATH.format(user.id), json={"email": "x@x.fr", "password": "x", "is_verified": True}
    )

    after = stored(mairie_a, user)
    assert (after.email, after.password, after.is_verified) == (user.email, user.password, False)


def test_an_account_of_another_mairie_is_not_found_and_unchanged(mairie_a, mairie_b, client_for, refused):
    user = member(mairie_b, id=987_654)

    refused(client_for(mairie_a, "admin").put(PATH.format(user.id), json={"first_name": "X"}), 404, "ACCOUNT_NOT_FOUND")
    assert stored(mairie_b, user).first_name == user.first_name


@pytest.mark.parametrize("role", ["citizen", "moderator"])
def test_others_may_not(mairie_a, client_for, refused, role):
    client = client_for(mairie_a, role)

    refused(client.put(PATH.format(client.user.id), json={"role": "admin"}), 403, "PERMISSION_DENIED")
