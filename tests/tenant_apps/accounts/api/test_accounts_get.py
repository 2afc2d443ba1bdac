"""GET /api/v1/accounts/."""

import pytest

from core.tenancy import mairie_context
from tenant_apps.accounts.models import User
from tests.factories import make_user

PATH = "/api/v1/accounts/"


@pytest.fixture
def client(mairie_a, client_for):
    with mairie_context(mairie_a):
        admin = make_user(role="admin", first_name="Ada", last_name="Admin", email="ada@exemple.fr")
    return client_for(mairie_a, user=admin)


def ids(response):
    assert response.status_code == 200, response.content
    return [row["id"] for row in response.json()["results"]]


def test_the_whole_answer_newest_first_by_both_routes(mairie_a, client_for, via):
    client = client_for(mairie_a, "mayor", via=via)
    with mairie_context(mairie_a):
        user = make_user(role="admin", role_status="pending", phone="0612345678", is_verified=False)

    response = client.get(PATH, headers={})

    assert response.status_code == 200
    assert response.json()["count"] == 2
    assert (response.json()["next"], response.json()["previous"]) == (None, None)
    assert response.json()["results"][0] == {
        "id": user.id,
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "phone": "0612345678",
        "role": "admin",
        "role_status": "pending",
        "is_active": True,
        "is_verified": False,
        "two_factor_enabled": False,
        "avatar_url": None,
        "created_at": user.created_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "last_login": None,
    }


def test_filters_combine(mairie_a, client):
    with mairie_context(mairie_a):
        pending = make_user(role="moderator", role_status="pending")
        active = make_user(role="moderator")
        closed = make_user(role="citizen", is_active=False)

    assert ids(client.get(f"{PATH}?role=moderator")) == [active.id, pending.id]
    assert ids(client.get(f"{PATH}?role=moderator&role_status=pending")) == [pending.id]
    assert ids(client.get(f"{PATH}?is_active=false")) == [closed.id]
    assert closed.id not in ids(client.get(f"{PATH}?is_active=true"))


@pytest.mark.parametrize("search", ["helene", "HÉLÈNE", "lefevre hel", "hélène@", "  LEFÈVRE  "])
def test_search_finds_words_of_name_and_address_without_accents_or_case(mairie_a, client, search):
    with mairie_context(mairie_a):
        found = make_user(first_name="Hélène", last_name="Lefèvre", email="helene@exemple.fr")
        make_user(first_name="Paul", last_name="Durand", email="paul@exemple.fr")

    assert ids(client.get(f"{PATH}?search={search}")) == [found.id]


@pytest.mark.parametrize("search", ["%25", "_", "\\", "'; DROP TABLE x; --"])
def test_search_knows_no_wildcards(client, search):
    assert ids(client.get(f"{PATH}?search={search}")) == []


def test_pages_keep_the_filters(mairie_a, client):
    with mairie_context(mairie_a):
        for _number in range(5):
            make_user()

    response = client.get(f"{PATH}?role=citizen&page=2&limit=2")

    assert (response.json()["count"], len(response.json()["results"])) == (5, 2)
    assert response.json()["next"] == f"{PATH}?page=3&limit=2&role=citizen"
    assert response.json()["previous"] == f"{PATH}?page=1&limit=2&role=citizen"


def test_a_page_past_the_end_is_not_found(client, refused):
    refused(client.get(f"{PATH}?page=9"), 404, "NOT_FOUND")


@pytest.mark.parametrize("query", ["role=king", "role=operator", "role_status=later", "is_active=perhaps", "limit=0"])
def test_an_unknown_value_of_a_filter_is_named(client, refused, query):
    response = client.get(f"{PATH}?{query}")

    refused(response, 422, "VALIDATION_ERROR")
    assert list(response.json()["error"]["details"]) == [query.partition("=")[0]]


def test_deleted_accounts_are_not_listed(mairie_a, client):
    with mairie_context(mairie_a):
        gone = make_user()
    client.delete(f"{PATH}{gone.id}/")

    assert gone.id not in ids(client.get(PATH))


def test_accounts_of_another_mairie_are_not_listed(mairie_a, mairie_b, client):
    with mairie_context(mairie_b):
        twin = make_user(id=client.user.id, first_name="Other", email="other@exemple.fr")

    rows = client.get(PATH).json()["results"]

    assert [(row["id"], row["first_name"]) for row in rows] == [(twin.id, "Ada")]


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_takes_three_queries_whatever_its_length(mairie_a, client, django_assert_num_queries, count):
    with mairie_context(mairie_a):
        for _number in range(count):
            make_user()
    client.get(PATH)

    with django_assert_num_queries(3):  # session, count, rows
        client.get(f"{PATH}?limit=100")


@pytest.mark.parametrize("role", ["citizen", "moderator"])
def test_others_may_not_see_it(mairie_a, client_for, refused, role):
    refused(client_for(mairie_a, role).get(PATH), 403, "PERMISSION_DENIED")


def test_a_pending_administrator_may_not_see_it(mairie_a, client_for, refused):
    with mairie_context(mairie_a):
        user = make_user(role="admin", role_status="pending")

    refused(client_for(mairie_a, user=user).get(PATH), 403, "PERMISSION_DENIED")


def test_an_unverified_administrator_may_not_see_it(mairie_a, client_for, refused):
    with mairie_context(mairie_a):
        user = make_user(role="admin", is_verified=False)

    refused(client_for(mairie_a, user=user).get(PATH), 403, "EMAIL_NOT_VERIFIED")


def test_a_demoted_administrator_loses_the_right_with_the_next_request(mairie_a, client, refused):
    with mairie_context(mairie_a):
        User.objects.filter(id=client.user.id).update(role="citizen")

    refused(client.get(PATH), 403, "PERMISSION_DENIED")
