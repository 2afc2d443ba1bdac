"""DELETE /api/v1/accounts/{id}/."""

import pytest

from core.tenancy import mairie_context
from shared_apps.municipalities.selectors.directory import tenants_of_email
from tenant_apps.accounts.models import OneTimeSecret, Session, User
from tenant_apps.accounts.services.one_time import issue_code
from tenant_apps.dashboard.models import Activity
from tenant_apps.dashboard.services import record_activity
from tests.factories import PASSWORD, make_known_user, make_user

PATH = "/api/v1/accounts/{}/"


def member(mairie, **fields):
    with mairie_context(mairie):
        return make_known_user(**fields)


def test_the_personal_data_go_and_the_row_stays_by_both_routes(mairie_a, client_for, via, refused):
    user = member(mairie_a, phone="0612345678", birth_year=1980, email="Paul@exemple.fr")
    own = client_for(mairie_a, user=user)
    with mairie_context(mairie_a):
        issue_code(user=user)

    response = client_for(mairie_a, "admin", via=via).delete(PATH.format(user.id))

    assert (response.status_code, response.content) == (204, b"")
    with mairie_context(mairie_a):
        gone = User.objects.get(id=user.id)
        assert not Session.objects.filter(user=user).exists()
        assert not OneTimeSecret.objects.filter(user=user).exists()
    assert gone.full_name == "Compte supprimé"
    assert gone.email == f"compte-{user.id}@supprime.invalid"
    assert (gone.phone, gone.birth_year, gone.avatar, gone.last_login) == ("", None, "", None)
    assert not gone.is_active
    assert not gone.has_usable_password()
    assert gone.deleted_at is not None
    refused(own.get("/api/v1/auth/profile/"), 401, "SESSION_ENDED")


def test_the_address_is_free_again(mairie_a, client_for, refused):
    user = member(mairie_a, email="Paul@exemple.fr")
    client_for(mairie_a, "admin").delete(PATH.format(user.id))

    assert tenants_of_email("paul@exemple.fr") == []
    login = {"email": "paul@exemple.fr", "password": PASSWORD}
    refused(client_for(mairie_a).post("/api/v1/auth/login/", json=login), 401, "INVALID_CREDENTIALS")
    with mairie_context(mairie_a):
        make_user(email="paul@exemple.fr")


def test_activities_forget_the_person_but_not_what_happened(mairie_a, client_for):
    user = member(mairie_a, email="Paul@exemple.fr", first_name="Paul", last_name="Durand")
    with mairie_context(mairie_a):
        Activity.objects.all().delete()
        record_activity(type="role_request", title="x", description="Paul Durand", actor=user, target=f"user:{user.id}")
        record_activity(type="invitation_sent", title="x", description="paul@exemple.fr (Maire)", target="invitation:1")
        record_activity(type="publication_created", title="x", description="Fête", actor=user, target="pub:1")

    client_for(mairie_a, "admin").delete(PATH.format(user.id))

    with mairie_context(mairie_a):
        rows = list(Activity.objects.order_by("id").values_list("type", "description"))
    assert rows == [
        ("role_request", ""),
        ("invitation_sent", ""),
        ("publication_created", "Fête"),
        ("account_deleted", "Compte supprimé (Citoyen)"),
    ]


def test_a_deleted_account_is_not_found(mairie_a, client_for, refused):
    user = member(mairie_a)
    client = client_for(mairie_a, "admin")
    client.delete(PATH.format(user.id))

    for method in (client.get, client.delete):
        refused(method(PATH.format(user.id)), 404, "ACCOUNT_NOT_FOUND")
    refused(client.put(PATH.format(user.id), json={"is_active": True}), 404, "ACCOUNT_NOT_FOUND")


@pytest.mark.parametrize("role", ["admin", "mayor"])
def test_the_last_manager_stays(mairie_a, client_for, refused, role):
    client = client_for(mairie_a, role)

    refused(client.delete(PATH.format(client.user.id)), 409, "LAST_MANAGER")
    assert client.get("/api/v1/auth/profile/").status_code == 200


def test_nobody_deletes_their_own_with_a_session_alone(mairie_a, client_for, refused):
    """Leaving asks for the password, at DELETE /api/v1/auth/profile/."""
    client = client_for(mairie_a, "mayor")
    client_for(mairie_a, "admin")

    refused(client.delete(PATH.format(client.user.id)), 409, "OWN_ACCOUNT")
    assert client.get("/api/v1/auth/profile/").status_code == 200


def test_an_account_of_another_mairie_is_not_found_and_untouched(mairie_a, mairie_b, client_for, refused):
    user = member(mairie_b, id=987_654)

    refused(client_for(mairie_a, "admin").delete(PATH.format(user.id)), 404, "ACCOUNT_NOT_FOUND")
    with mairie_context(mairie_b):
        assert User.objects.present().filter(id=user.id).exists()


@pytest.mark.parametrize("role", ["citizen", "moderator"])
def test_others_may_not(mairie_a, client_for, refused, role):
    client = client_for(mairie_a, role)

    refused(client.delete(PATH.format(client.user.id)), 403, "PERMISSION_DENIED")
