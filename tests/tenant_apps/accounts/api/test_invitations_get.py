"""GET /api/v1/invitations/."""

import pytest

from core.tenancy import mairie_context
from tenant_apps.accounts.models import Invitation
from tests.factories import make_invitation

PATH = "/api/v1/invitations/"


def moment(value):
    return value.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_the_list_shows_open_invitations_newest_first_by_both_routes(mairie_a, client_for, via):
    client = client_for(mairie_a, "mayor", via=via)
    with mairie_context(mairie_a):
        Invitation.objects.all().delete()
        older = make_invitation(email="a@exemple.fr", role="admin")
        newer = make_invitation(email="b@exemple.fr", role="mayor", invited_by=client.user)
        make_invitation(email="c@exemple.fr", role="mayor", days=-1)

    response = client.get(PATH)

    assert response.status_code == 200
    assert response.json() == {
        "count": 2,
        "next": None,
        "previous": None,
        "results": [
            {
                "id": newer.id,
                "email": "b@exemple.fr",
                "role": "mayor",
                "invited_by": {"id": client.user.id, "name": client.user.full_name},
                "created_at": moment(newer.created_at),
                "expires_at": moment(newer.expires_at),
            },
            {
                "id": older.id,
                "email": "a@exemple.fr",
                "role": "admin",
                "invited_by": None,
                "created_at": moment(older.created_at),
                "expires_at": moment(older.expires_at),
            },
        ],
    }


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_takes_three_queries_whatever_its_length(mairie_a, client_for, django_assert_num_queries, count):
    client = client_for(mairie_a, "admin")
    with mairie_context(mairie_a):
        for number in range(count):
            make_invitation(email=f"n{number}@exemple.fr", role="admin", invited_by=client.user)
    client.get(PATH)

    with django_assert_num_queries(3):  # session, count, rows
        client.get(f"{PATH}?limit=100")


@pytest.mark.parametrize("role", ["citizen", "moderator"])
def test_others_may_not(mairie_a, client_for, refused, role):
    refused(client_for(mairie_a, role).get(PATH), 403, "PERMISSION_DENIED")
