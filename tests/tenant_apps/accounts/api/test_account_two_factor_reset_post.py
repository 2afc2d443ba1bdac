"""POST /api/v1/accounts/{id}/2fa/reset/, and the operators' command of the same."""

import pytest
from django.core.management import CommandError, call_command

from core.tenancy import mairie_context
from tenant_apps.accounts.models import User
from tenant_apps.dashboard.models import Activity
from tests.factories import PASSWORD
from tests.tenant_apps.preferences.authenticator import activate, log_in

PROFILE = "/api/v1/auth/profile/"


def path(client):
    return f"/api/v1/accounts/{client.user.id}/2fa/reset/"


@pytest.fixture
def protected(mairie_a, client_for):
    client = client_for(mairie_a, "moderator")
    activate(client)
    return client


def test_a_manager_takes_a_lost_second_factor_away_by_both_routes(
    mairie_a, client_for, protected, refused, deliver, via
):
    deliver()
    manager = client_for(mairie_a, "admin", via=via)

    response = manager.post(path(protected))

    assert response.status_code == 200
    assert (response.json()["id"], response.json()["two_factor_enabled"]) == (protected.user.id, False)
    refused(protected.get(PROFILE), 401, "SESSION_ENDED")
    assert log_in(protected, PASSWORD).status_code == 200
    assert [mail.to for mail in deliver()] == [[protected.user.email]]
    with mairie_context(mairie_a):
        activity = Activity.objects.get(type="two_factor_disabled")
    assert (activity.actor_id, activity.target) == (manager.user.id, f"user:{protected.user.id}")


def test_nobody_takes_away_their_own(mairie_a, client_for, refused):
    manager = client_for(mairie_a, "mayor")
    activate(manager)

    refused(manager.post(path(manager)), 409, "OWN_TWO_FACTOR")


def test_there_must_be_one(mairie_a, client_for, refused):
    refused(client_for(mairie_a, "mayor").post(path(client_for(mairie_a, "citizen"))), 409, "TWO_FACTOR_INACTIVE")


def test_another_mairie_s_account_is_not_found(mairie_b, client_for, protected, refused):
    with mairie_context(mairie_b):
        User.objects.filter(id=protected.user.id).delete()

    refused(client_for(mairie_b, "mayor").post(path(protected)), 404, "ACCOUNT_NOT_FOUND")


@pytest.mark.parametrize("role", ["citizen", "moderator"])
def test_others_may_not(mairie_a, client_for, protected, refused, role):
    refused(client_for(mairie_a, role).post(path(protected)), 403, "PERMISSION_DENIED")


def test_an_operator_does_it_by_a_command(mairie_a, protected, capsys):
    call_command("reset_two_factor", protected.user.email, mairie=mairie_a.code)

    assert log_in(protected, PASSWORD).status_code == 200
    with pytest.raises(CommandError, match="n'est pas active"):
        call_command("reset_two_factor", protected.user.email, mairie=mairie_a.code)
    with pytest.raises(CommandError, match="n'existe pas"):
        call_command("reset_two_factor", "nobody@exemple.fr", mairie=mairie_a.code)
    with pytest.raises(CommandError, match="no mairie"):
        call_command("reset_two_factor", protected.user.email, mairie="99999")
