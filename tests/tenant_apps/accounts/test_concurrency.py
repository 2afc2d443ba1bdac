"""What happens when two people, or one person twice, do the same at the same moment."""

import pytest

from core.tenancy import mairie_context
from tenant_apps.accounts.models import Invitation, OneTimeSecret, Session, User
from tenant_apps.accounts.services.one_time import issue_code, issue_link_token
from tenant_apps.accounts.services.sessions import Device, open_session
from tests.factories import PASSWORD, make_known_user, make_user
from tests.together import together

pytestmark = pytest.mark.usefixtures("committed_db")
REGISTRATION = {
    "email": "marie@exemple.fr",
    "password": "securePassword123",
    "password_confirm": "securePassword123",
    "first_name": "Marie",
    "last_name": "Martin",
}


def statuses(responses):
    return sorted(response.status_code for response in responses)


def post(client, path, body):
    return lambda: client.post(path, json=body)


def test_of_two_registrations_of_one_address_one_wins(mairie_a, client_for):
    path = "/api/v1/auth/register/"
    bodies = [REGISTRATION, {**REGISTRATION, "email": "MARIE@exemple.fr"}] * 2

    responses = together(*(post(client_for(mairie_a), path, body) for body in bodies))

    assert statuses(responses) == [201, 409, 409, 409]
    assert {r.json()["error"]["code"] for r in responses if r.status_code == 409} == {"EMAIL_TAKEN"}
    with mairie_context(mairie_a):
        assert User.objects.with_email("marie@exemple.fr").count() == 1


def test_of_two_registrations_in_two_mairies_both_win(mairie_a, mairie_b, client_for):
    path = "/api/v1/auth/register/"

    responses = together(*(post(client_for(mairie), path, REGISTRATION) for mairie in (mairie_a, mairie_b)))

    assert statuses(responses) == [201, 201]


def test_of_two_confirmations_one_uses_the_code(mairie_a, client_for):
    with mairie_context(mairie_a):
        code = issue_code(user=make_known_user(email="marie@exemple.fr", is_verified=False))
    body = {"email": "marie@exemple.fr", "otp_code": code}

    responses = together(*[post(client_for(mairie_a), "/api/v1/auth/email/verify/confirm/", body)] * 4)

    assert statuses(responses) == [200, 422, 422, 422]


def test_simultaneous_wrong_codes_are_all_counted(mairie_a, client_for):
    with mairie_context(mairie_a):
        code = issue_code(user=make_known_user(email="marie@exemple.fr", is_verified=False))
    wrong = {"email": "marie@exemple.fr", "otp_code": f"{(int(code) + 1) % 10**6:06d}"}

    together(*[post(client_for(mairie_a), "/api/v1/auth/email/verify/confirm/", wrong)] * 8)

    with mairie_context(mairie_a):
        assert OneTimeSecret.objects.get().attempts == 5


def test_simultaneous_guesses_can_t_outrun_the_limit_of_failed_logins(mairie_a, client_for):
    with mairie_context(mairie_a):
        make_known_user(email="marie@exemple.fr")
    wrong = {"email": "marie@exemple.fr", "password": "wrong-password-1"}

    responses = together(*[post(client_for(mairie_a), "/api/v1/auth/login/", wrong)] * 16)

    assert statuses(responses) == [401] * 10 + [429] * 6


def test_of_two_refreshes_one_gets_tokens_and_the_session_ends(mairie_a, client_for):
    with mairie_context(mairie_a):
        pair = open_session(user=make_user(), device=Device()).tokens
    body = {"refresh_token": pair["refresh_token"]}

    responses = together(*[post(client_for(mairie_a), "/api/v1/auth/token/refresh/", body)] * 2)

    assert statuses(responses) == [200, 401]
    with mairie_context(mairie_a):
        assert Session.objects.get().revoked_at is not None


def test_of_two_resets_one_uses_the_link(mairie_a, client_for):
    with mairie_context(mairie_a):
        token = issue_link_token(user=make_known_user(), purpose=OneTimeSecret.Purpose.RESET_PASSWORD)
    bodies = [{"token": token, "password": word, "password_confirm": word} for word in ("firstChoice-1", "secondOne-2")]

    responses = together(*(post(client_for(mairie_a), "/api/v1/auth/password/reset/", body) for body in bodies))

    assert statuses(responses) == [200, 422]


def test_a_login_with_the_old_password_does_not_survive_the_reset(mairie_a, client_for):
    with mairie_context(mairie_a):
        user = make_known_user(email="marie@exemple.fr")
        token = issue_link_token(user=user, purpose=OneTimeSecret.Purpose.RESET_PASSWORD)
    old = {"email": "marie@exemple.fr", "password": PASSWORD}
    new = {"token": token, "password": "newSecurePassword123", "password_confirm": "newSecurePassword123"}

    together(
        *[post(client_for(mairie_a), "/api/v1/auth/login/", old)] * 4,
        post(client_for(mairie_a), "/api/v1/auth/password/reset/", new),
    )

    with mairie_context(mairie_a):
        assert not Session.objects.filter(user=user, revoked_at__isnull=True).exists()


def test_two_managers_can_t_remove_each_other(mairie_a, client_for):
    first, second = client_for(mairie_a, "admin"), client_for(mairie_a, "mayor")

    responses = together(
        lambda: first.put(f"/api/v1/accounts/{second.user.id}/", json={"role": "citizen"}),
        lambda: second.delete(f"/api/v1/accounts/{first.user.id}/"),
    )

    assert len([response for response in responses if response.status_code < 300]) == 1
    with mairie_context(mairie_a):
        assert User.objects.managers().count() == 1


def test_two_managers_can_t_step_down_together(mairie_a, client_for):
    clients = [client_for(mairie_a, "admin") for _number in range(3)]

    responses = together(
        *(
            lambda client=client: client.put(f"/api/v1/accounts/{client.user.id}/", json={"is_active": False})
            for client in clients
        )
    )

    assert statuses(responses) == [200, 200, 409]


def test_two_invitations_of_one_address_are_one(mairie_a, client_for):
    clients = [client_for(mairie_a, "admin") for _number in range(2)]
    body = {"email": "paul@exemple.fr", "role": "moderator"}

    responses = together(*(post(client, "/api/v1/invitations/", body) for client in clients))

    assert statuses(responses) == [201, 201]
    with mairie_context(mairie_a):
        assert Invitation.objects.filter(email="paul@exemple.fr").count() == 1
