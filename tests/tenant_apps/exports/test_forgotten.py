"""Whoever is erased is found nowhere any more: in no column of any table, in no waiting or failed work, in no file."""

import pytest

from core.tenancy import mairie_context
from shared_apps.municipalities.login_digest import login_digest
from tenant_apps.accounts.services import security_notices
from tenant_apps.accounts.services.erasure import erase
from tenant_apps.messages.models import Conversation, Message
from tests.factories import PASSWORD, make_known_user
from tests.tenant_apps.exports.files import BASE
from tests.tenant_apps.exports.texts import files_of, tables_with
from tests.tenant_apps.exports.traces import API, EMAIL, MARK, PHONE, give_up_mails, leave_traces, write_as_visitor

OF_THE_PERSON = (MARK, PHONE.removeprefix("+33"), login_digest(EMAIL).hex())


def found(mairie) -> dict[str, list[str]]:
    """What of the person is left, and where."""
    left = {text: tables_with(mairie, text) for text in OF_THE_PERSON}
    left["files"] = [name for name, body in files_of(mairie).items() if MARK.encode() in body or b"%PDF" in body]
    return {text: places for text, places in left.items() if places}


@pytest.mark.parametrize("are_dead", [False, True])
def test_a_citizen_who_is_erased_leaves_no_mark(mairie_a, client_for, django_capture_on_commit_callbacks, are_dead):
    user = leave_traces(mairie_a)
    if are_dead:
        give_up_mails()
    before = found(mairie_a)

    with django_capture_on_commit_callbacks(execute=True):
        response = client_for(mairie_a, "mayor").post(f"{BASE}erasure/{user.pk}/")

    assert response.status_code == 200, response.content
    assert set(before) == {*OF_THE_PERSON, "files"}
    assert {"public.jobs_job", "accounts_user", "notifications_notification"} <= set(before[MARK])
    assert found(mairie_a) == {}
    assert files_of(mairie_a) == {}


@pytest.mark.parametrize("are_dead", [False, True])
def test_who_leaves_takes_their_name_and_addresses_along(
    mairie_a, client_for, django_capture_on_commit_callbacks, are_dead
):
    """What they wrote stays, under a neutral name."""
    user = leave_traces(mairie_a)
    if are_dead:
        give_up_mails()
    names = (EMAIL, user.full_name, *OF_THE_PERSON[1:])

    with django_capture_on_commit_callbacks(execute=True):
        left = client_for(mairie_a, user=user).delete(f"{API}auth/profile/", json={"password": PASSWORD})

    assert left.status_code == 204, left.content
    assert {text: tables_with(mairie_a, text) for text in names} == {text: [] for text in names}
    assert {name.split("/")[1] for name in files_of(mairie_a)} == {"messages"}
    with mairie_context(mairie_a):
        assert {row.citizen.full_name for row in Conversation.objects.all()} == {"Compte supprimé"}
        assert not Message.objects.filter(sender=None).exists()


def test_notices_to_an_address_that_the_account_had_before_go_too(mairie_a, inside):
    inside(mairie_a)
    user = make_known_user()
    security_notices.tell(user=user, to=EMAIL, type="email_changed", title="x", notice="x")
    user.email = "autre@exemple.fr"

    erase(user=user)

    assert tables_with(mairie_a, EMAIL) == []


@pytest.mark.parametrize("are_dead", [False, True])
def test_a_visitor_who_is_erased_leaves_no_mark(mairie_a, client_for, django_capture_on_commit_callbacks, are_dead):
    write_as_visitor(mairie_a)
    if are_dead:
        give_up_mails()
    before = found(mairie_a)

    with django_capture_on_commit_callbacks(execute=True):
        response = client_for(mairie_a, "mayor").post(f"{BASE}erasure/", json={"email": EMAIL.upper()})

    assert response.status_code == 200, response.content
    assert {"public.jobs_job", "messages_conversation", "notifications_subscription"} <= set(before[MARK])
    assert found(mairie_a) == {}
    assert files_of(mairie_a) == {}
