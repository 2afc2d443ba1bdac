"""What happens when several requests do the same at the same moment."""

import pytest

from core.tenancy import mairie_context
from tenant_apps.accounts.models import Session, User
from tests.factories import PASSWORD
from tests.tenant_apps.preferences.authenticator import CONFIRM, DISABLE, ENABLE, activate, enrol, log_in
from tests.together import together

pytestmark = pytest.mark.usefixtures("committed_db")
SETTINGS = "/api/v1/settings/"


def statuses(responses):
    return sorted(response.status_code for response in responses)


@pytest.mark.parametrize("kind", ["totp", "backup"])
def test_of_simultaneous_logins_one_uses_the_code(mairie_a, client_for, kind):
    client = client_for(mairie_a, "citizen")
    authenticator = activate(client)
    code = authenticator.code() if kind == "totp" else authenticator.backup_codes[0]

    responses = together(*[lambda: log_in(client, PASSWORD, otp_code=code)] * 6)

    assert statuses(responses) == [200] + [401] * 5
    with mairie_context(mairie_a):
        assert len(User.objects.get(id=client.user.id).backup_codes) == (10 if kind == "totp" else 9)


def test_simultaneous_guesses_can_t_outrun_the_limit(mairie_a, client_for):
    client = client_for(mairie_a, "citizen")
    authenticator = activate(client)

    responses = together(*[lambda: log_in(client, PASSWORD, otp_code=authenticator.wrong())] * 14)

    assert statuses(responses) == [401] * 10 + [429] * 4


def test_a_login_without_a_code_does_not_survive_the_activation(mairie_a, client_for):
    client = client_for(mairie_a, "citizen")
    authenticator = enrol(client)

    together(
        *[lambda: log_in(client, PASSWORD)] * 4,
        lambda: client.post(CONFIRM, json={"code": authenticator.code()}),
    )

    with mairie_context(mairie_a):
        assert Session.objects.filter(user=client.user, revoked_at__isnull=True).count() == 1


def test_of_two_secrets_asked_for_at_once_one_counts(mairie_a, client_for):
    client = client_for(mairie_a, "citizen")

    answers = together(*[lambda: client.post(ENABLE).json()] * 2)

    codes = [enrol_answer["backup_codes"] for enrol_answer in answers]
    with mairie_context(mairie_a):
        user = User.objects.get(id=client.user.id)
        from tenant_apps.accounts.services.codes import backup_digests

        assert [sorted(backup_digests(user, some)) == sorted(user.backup_codes) for some in codes].count(True) == 1


def test_it_is_switched_off_once(mairie_a, client_for):
    client = client_for(mairie_a, "citizen")
    code = activate(client).code()

    responses = together(*[lambda: client.post(DISABLE, json={"password": PASSWORD, "code": code})] * 3)

    assert statuses(responses) == [200, 409, 409]


def test_simultaneous_changes_of_different_choices_all_stay(mairie_a, client_for):
    client = client_for(mairie_a, "citizen")
    bodies = [
        {"notifications": {"email_new_message": False}},
        {"notifications": {"email_new_comment": False}},
        {"notifications": {"digest_frequency": "never"}},
        {"display": {"time_format": "12h"}},
    ]

    responses = together(*(lambda body=body: client.put(SETTINGS, json=body) for body in bodies))

    assert statuses(responses) == [200] * 4
    answer = client.get(SETTINGS).json()
    assert answer["notifications"] == {
        "email_new_message": False,
        "email_new_comment": False,
        "email_event_reminder": True,
        "push_enabled": False,
        "digest_frequency": "never",
    }
    assert answer["display"]["time_format"] == "12h"


def test_two_managers_change_different_settings_of_the_mairie(mairie_a, client_for):
    first, second = client_for(mairie_a, "mayor"), client_for(mairie_a, "admin")

    responses = together(
        lambda: first.put(SETTINGS, json={"security": {"session_timeout": 900}}),
        lambda: second.put(
            SETTINGS, json={"retention": {"view_counts_months": 6}, "municipality": {"phone": "0102030405"}}
        ),
    )

    assert statuses(responses) == [200, 200]
    answer = first.get(SETTINGS).json()
    assert answer["security"]["session_timeout"] == 900
    assert answer["retention"]["view_counts_months"] == 6
    assert answer["municipality"]["phone"] == "0102030405"
