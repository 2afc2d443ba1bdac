"""DELETE /api/v1/invitations/{id}/."""

import pytest

from core.tenancy import mairie_context
from tenant_apps.accounts.models import Invitation
from tenant_apps.dashboard.models import Activity
from tests.factories import make_invitation

PATH = "/api/v1/invitations/"
BODY = {"email": "Paul@exemple.fr", "role": "moderator"}


def invitations(mairie, **filters):
    with mairie_context(mairie):
        return list(Invitation.objects.filter(**filters))


def test_withdrawing_takes_back_the_mail_and_the_role(mairie_a, client_for, deliver):
    client = client_for(mairie_a, "admin")
    row = client.post(PATH, json=BODY).json()

    response = client.delete(f"{PATH}{row['id']}/")

    assert (response.status_code, response.content) == (204, b"")
    assert invitations(mairie_a, id=row["id"]) == []
    assert deliver() == []


def test_what_does_not_exist_here_can_t_be_withdrawn(mairie_a, mairie_b, client_for, refused):
    with mairie_context(mairie_b):
        row = make_invitation(id=987_654, email="a@exemple.fr", role="admin")

    refused(client_for(mairie_a, "admin").delete(f"{PATH}{row.id}/"), 404, "INVITATION_NOT_FOUND")
    assert invitations(mairie_b, id=row.id) == [row]


def test_each_step_is_an_activity(mairie_a, client_for):
    client = client_for(mairie_a, "admin")
    row = client.post(PATH, json=BODY).json()
    client.delete(f"{PATH}{row['id']}/")

    with mairie_context(mairie_a):
        rows = list(Activity.objects.filter(actor=client.user).order_by("id").values_list("type", "description"))
    assert rows == [
        ("invitation_sent", "paul@exemple.fr (Modérateur)"),
        ("invitation_cancelled", "paul@exemple.fr (Modérateur)"),
    ]


@pytest.mark.parametrize("role", ["citizen", "moderator"])
def test_others_may_not(mairie_a, client_for, refused, role):
    refused(client_for(mairie_a, role).delete(f"{PATH}1/"), 403, "PERMISSION_DENIED")
