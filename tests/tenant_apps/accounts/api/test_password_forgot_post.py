"""POST /api/v1/auth/password/forgot/."""

import pytest

from core.tenancy import mairie_context
from shared_apps.municipalities.models import Municipality
from tests.factories import make_known_user

PATH = "/api/v1/auth/password/forgot/"
ANSWER = {"message": "Email de réinitialisation envoyé"}
BODY = {"email": "marie@exemple.fr"}


def member(mairie, **fields):
    with mairie_context(mairie):
        return make_known_user(**{"email": "Marie@exemple.fr", **fields})


def codes(messages):
    return sorted(message.extra_headers["X-Municipality-Code"] for message in messages)


def test_a_link_to_the_mairie_s_own_page_is_mailed_by_both_routes(mairie_a, client_for, via, deliver, token_in):
    member(mairie_a)

    response = client_for(mairie_a, via=via).post(PATH, json=BODY)

    assert (response.status_code, response.json()) == (200, ANSWER)
    (message,) = deliver()
    assert message.to == ["Marie@exemple.fr"]
    assert mairie_a.url("/mot-de-passe/nouveau/?token=") in message.body
    assert token_in(message)


@pytest.mark.parametrize("state", ["unknown", "deactivated"])
def test_the_answer_is_the_same_where_there_is_no_account(mairie_a, client_for, deliver, state):
    if state == "deactivated":
        member(mairie_a, is_active=False)

    response = client_for(mairie_a).post(PATH, json=BODY)

    assert (response.status_code, response.json()) == (200, ANSWER)
    assert deliver() == []


def test_a_known_and_an_unknown_address_cost_the_same_queries(mairie_a, client_for, django_assert_num_queries):
    member(mairie_a)
    client = client_for(mairie_a)
    client.post(PATH, json={"email": "warm@exemple.fr"})

    for email in ("marie@exemple.fr", "nobody@exemple.fr"):
        with django_assert_num_queries(1):  # the job
            client.post(PATH, json={"email": email})


def test_on_the_platform_host_without_code_every_match_is_mailed(mairie_a, mairie_b, client_for, deliver):
    member(mairie_a)
    member(mairie_b)

    response = client_for(None).post(PATH, json=BODY)

    assert response.json() == ANSWER
    assert codes(deliver()) == sorted([mairie_a.code, mairie_b.code])


def test_a_suspended_mairie_mails_nobody(mairie_a, mairie_b, client_for, deliver):
    member(mairie_a)
    member(mairie_b)
    Municipality.objects.filter(id=mairie_a.id).update(state="suspended")

    client_for(None).post(PATH, json=BODY)

    assert codes(deliver()) == [mairie_b.code]


def test_operators_get_a_link_to_the_platform_s_page(db, client_for, deliver, token_in):
    make_known_user(role="operator", email="operator@exemple.fr")

    client_for(None).post(PATH, json={"email": "operator@exemple.fr"})

    (message,) = deliver()
    assert "://localhost" in message.body
    assert "X-Municipality-Code" not in message.extra_headers
    assert token_in(message)


def test_a_malformed_address_is_named(mairie_a, client_for, refused):
    refused(client_for(mairie_a).post(PATH, json={"email": ""}), 422, "VALIDATION_ERROR")


def test_the_eleventh_mail_in_a_quarter_of_an_hour_waits(mairie_a, client_for, refused):
    for _request in range(10):
        client_for(mairie_a).post(PATH, json=BODY)

    refused(client_for(mairie_a).post(PATH, json=BODY), 429, "RATE_LIMITED")
