"""GET /api/v1/auth/profile/."""

from core.tenancy import mairie_context
from tests.factories import make_user

PATH = "/api/v1/auth/profile/"


def test_the_answer_is_the_contract_s_by_both_routes(mairie_a, client_for, via):
    with mairie_context(mairie_a):
        user = make_user(
            role="mayor", email="Jean@exemple.fr", phone="+33612345678", birth_year=1970, avatar="avatars/user_1.webp"
        )
    client = client_for(mairie_a, user=user, via=via)

    response = client.get(PATH)

    assert response.status_code == 200
    assert response.json() == {
        "id": user.id,
        "email": "Jean@exemple.fr",
        "first_name": user.first_name,
        "last_name": user.last_name,
        "role": "mayor",
        "role_status": "active",
        "phone": "+33612345678",
        "birth_year": 1970,
        "avatar_url": "/media/avatars/user_1.webp" + ("" if via == "host" else f"?municipality_code={mairie_a.code}"),
        "is_verified": True,
        "municipality": {"id": mairie_a.id, "name": mairie_a.name, "code": mairie_a.code},
        "created_at": user.created_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "last_login": user.last_login.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def test_the_token_alone_routes_on_the_platform_host(mairie_b, client_for):
    signed_in = client_for(mairie_b, "citizen")
    client = client_for(None)
    client.token = signed_in.token

    assert client.get(PATH).json()["municipality"]["code"] == mairie_b.code


def test_an_operator_has_no_municipality(db, client_for):
    profile = client_for(None, "operator").get(PATH).json()

    assert (profile["role"], profile["municipality"], profile["avatar_url"]) == ("operator", None, None)


def test_nobody_signed_in_is_unauthenticated(mairie_a, client_for, refused):
    refused(client_for(mairie_a).get(PATH), 401, "UNAUTHENTICATED")


def test_reading_it_takes_one_query(mairie_a, client_for, django_assert_num_queries):
    client = client_for(mairie_a, "citizen")
    client.get(PATH)

    with django_assert_num_queries(1):
        client.get(PATH)
