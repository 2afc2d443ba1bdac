"""POST /api/v1/auth/email/verify/send/."""

import pytest
from django.db import connection

from core.tenancy import mairie_context
from tenant_apps.accounts.models import OneTimeSecret
from tests.factories import make_known_user

PATH = "/api/v1/auth/email/verify/send/"
ANSWER = {"message": "Code OTP envoyé par email", "expires_in": 600}


def newcomer(mairie, **fields):
    with mairie_context(mairie):
        return make_known_user(**{"email": "Marie@exemple.fr", "is_verified": False, **fields})


def test_a_code_is_mailed_to_the_address_as_it_was_registered_by_both_routes(
    mairie_a, client_for, via, deliver, code_in
):
    newcomer(mairie_a)

    response = client_for(mairie_a, via=via).post(PATH, json={"email": "marie@exemple.fr"})

    assert response.status_code == 200
    assert response.json() == ANSWER
    (message,) = deliver()
    assert message.to == ["Marie@exemple.fr"]
    assert message.subject == "Votre code de vérification"
    assert code_in(message) not in message.subject


@pytest.mark.parametrize("state", ["unknown", "verified", "deactivated"])
def test_the_answer_is_the_same_where_there_is_nothing_to_verify(mairie_a, client_for, deliver, state):
    if state != "unknown":
        newcomer(mairie_a, is_verified=state == "verified", is_active=state != "deactivated")

    response = client_for(mairie_a).post(PATH, json={"email": "marie@exemple.fr"})

    assert (response.status_code, response.json()) == (200, ANSWER)
    assert deliver() == []


def test_a_known_and_an_unknown_address_cost_the_same_queries(mairie_a, client_for, django_assert_num_queries):
    newcomer(mairie_a)
    client = client_for(mairie_a)
    client.post(PATH, json={"email": "warm@exemple.fr"})

    for email in ("marie@exemple.fr", "nobody@exemple.fr"):
        with django_assert_num_queries(1):  # the job
            client.post(PATH, json={"email": email})


def test_the_code_is_stored_hashed_and_a_new_one_replaces_the_old(mairie_a, client_for, deliver, code_in):
    user = newcomer(mairie_a)
    codes = []
    for _request in range(2):
        client_for(mairie_a).post(PATH, json={"email": user.email})
        codes.append(code_in(deliver()[0]))

    with mairie_context(mairie_a):
        secret = OneTimeSecret.objects.get(user=user)
    assert codes[1].encode() not in bytes(secret.digest)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM public.jobs_job WHERE payload::text LIKE %s", [f"%{codes[1]}%"])
        assert cursor.fetchone() == (0,)


def test_on_the_platform_host_without_code_every_match_is_mailed(mairie_a, mairie_b, client_for, deliver):
    newcomer(mairie_a)
    newcomer(mairie_b)

    response = client_for(None).post(PATH, json={"email": "marie@exemple.fr"})

    assert response.json() == ANSWER
    assert {message.extra_headers["X-Municipality-Code"] for message in deliver()} == {mairie_a.code, mairie_b.code}


def test_on_the_platform_host_the_body_s_code_picks_one(mairie_a, mairie_b, client_for, deliver):
    newcomer(mairie_a)
    newcomer(mairie_b)

    client_for(None).post(PATH, json={"email": "marie@exemple.fr", "municipality_code": mairie_b.code})

    assert [message.extra_headers["X-Municipality-Code"] for message in deliver()] == [mairie_b.code]


def test_a_malformed_address_is_named(mairie_a, client_for, refused):
    refused(client_for(mairie_a).post(PATH, json={"email": "marie"}), 422, "VALIDATION_ERROR")


def test_the_eleventh_mail_in_a_quarter_of_an_hour_waits_for_known_and_unknown(mairie_a, client_for, refused):
    newcomer(mairie_a)
    client = client_for(mairie_a)
    for email in ("marie@exemple.fr", "nobody@exemple.fr"):
        for _request in range(10):
            assert client.post(PATH, json={"email": email}).status_code == 200
        refused(client.post(PATH, json={"email": email.upper()}), 429, "RATE_LIMITED")
