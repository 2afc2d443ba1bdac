"""PUT and PATCH /api/v1/settings/password/."""

from unittest.mock import ANY

import pytest

from core.tenancy import mairie_context, public_context
from shared_apps.jobs.models import Job
from tenant_apps.accounts.models import User
from tenant_apps.dashboard.models import Activity
from tests.clients import JsonClient
from tests.factories import PASSWORD, make_user, open_session

PATH = "/api/v1/settings/password/"
PROFILE = "/api/v1/auth/profile/"
NEW = "newSecurePassword456"


def body(**changes):
    return {"current_password": PASSWORD, "new_password": NEW, "new_password_confirm": NEW, **changes}


def stored(mairie, user):
    with mairie_context(mairie):
        return User.objects.get(id=user.id)


@pytest.mark.parametrize("method", ["put", "patch"])
def test_the_password_is_replaced_by_both_routes(mairie_a, client_for, via, method):
    client = client_for(mairie_a, "citizen", via=via)

    response = getattr(client, method)(PATH, json=body())

    assert response.status_code == 200
    assert response.json() == {"message": "Mot de passe modifié avec succès"}
    assert stored(mairie_a, client.user).check_password(NEW)


def test_the_other_sessions_end_at_once_and_this_one_goes_on(mairie_a, client_for, refused):
    client = client_for(mairie_a, "citizen")
    other = client_for(mairie_a, user=client.user)
    stranger = client_for(mairie_a, "citizen")

    client.put(PATH, json=body())

    refused(other.get(PROFILE), 401, "SESSION_ENDED")
    assert client.get(PROFILE).status_code == stranger.get(PROFILE).status_code == 200


def test_the_owner_is_told_by_mail_and_the_trail_names_staff_only(mairie_a, client_for, deliver):
    staff, citizen = client_for(mairie_a, "moderator"), client_for(mairie_a, "citizen")
    for client in (staff, citizen):
        client.put(PATH, json=body())

    mails = deliver()

    assert sorted(mail.to[0] for mail in mails) == sorted([staff.user.email, citizen.user.email])
    assert "vient d'être modifié" in mails[0].body
    assert f"http://{mairie_a.host}:8000/mot-de-passe/oublie/" in mails[0].body
    with mairie_context(mairie_a):
        assert [row.actor_id for row in Activity.objects.filter(type="password_changed")] == [staff.user.id]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"current_password": "wrong-password-1"}, "current_password"),
        ({"current_password": PASSWORD + " "}, "current_password"),
        ({"current_password": None}, "current_password"),
        ({"new_password": "short", "new_password_confirm": "short"}, "new_password"),
        ({"new_password": "password", "new_password_confirm": "password"}, "new_password"),
        ({"new_password_confirm": "another"}, "new_password_confirm"),
        ({"new_password": ["a"]}, "new_password"),
    ],
    ids=str,
)
def test_a_wrong_value_is_named_and_nothing_changes(mairie_a, client_for, refused, changes, field):
    client = client_for(mairie_a, "citizen")
    other = client_for(mairie_a, user=client.user)

    response = client.put(PATH, json=body(**changes))

    refused(response, 422, "VALIDATION_ERROR")
    assert field in response.json()["error"]["details"]
    assert stored(mairie_a, client.user).check_password(PASSWORD)
    assert other.get(PROFILE).status_code == 200
    with public_context():
        assert not Job.objects.filter(kind="mail.send").exists()


def test_an_empty_body_names_what_is_missing(mairie_a, client_for, refused):
    response = client_for(mairie_a, "citizen").put(PATH, json={})

    missing = {name: [ANY] for name in ("current_password", "new_password", "new_password_confirm")}
    refused(response, 422, "VALIDATION_ERROR", missing)


def test_a_session_left_open_does_not_lead_to_the_password(mairie_a, client_for, refused):
    client = client_for(mairie_a, "citizen")
    for _try in range(10):
        client.put(PATH, json=body(current_password="wrong-password-1"))

    refused(client.put(PATH, json=body()), 429, "RATE_LIMITED")
    assert stored(mairie_a, client.user).check_password(PASSWORD)


def test_a_success_starts_the_count_again(mairie_a, client_for):
    client = client_for(mairie_a, "citizen")
    for _round in range(2):
        for _try in range(9):
            client.put(PATH, json=body(current_password="wrong-password-1"))
        response = client.put(PATH, json=body(new_password=PASSWORD, new_password_confirm=PASSWORD))
        assert response.status_code == 200


def test_an_operator_changes_theirs_on_the_platform(db, deliver):
    operator = make_user(role="operator")
    client = JsonClient(None, via="code", token=open_session(operator), user=operator)

    assert client.put(PATH, json=body()).status_code == 200
    assert User.objects.get(id=operator.id).check_password(NEW)
    assert [mail.to for mail in deliver()] == [[operator.email]]


def test_nobody_changes_it_without_an_account(mairie_a, client_for, refused):
    refused(client_for(mairie_a).put(PATH, json=body()), 401, "UNAUTHENTICATED")
