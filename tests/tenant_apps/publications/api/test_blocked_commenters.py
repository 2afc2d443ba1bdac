"""GET and POST /publications/comments/blocked/, DELETE /publications/comments/blocked/{user_id}/."""

import pytest

from core.tenancy import mairie_context
from tenant_apps.dashboard.models import Activity
from tenant_apps.publications.models import BlockedCommenter
from tests.factories import make_user
from tests.tenant_apps.publications.factories import BASE, make_publication, path

BLOCKED = f"{BASE}comments/blocked/"


def test_a_citizen_is_blocked_and_unblocked(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        publication, citizen = make_publication(), make_user(first_name="Léa", last_name="Petit")
    staff, theirs = client_for(mairie_a, "moderator", via=via), client_for(mairie_a, via=via, user=citizen)

    blocked = staff.post(BLOCKED, json={"user_id": citizen.id, "reason": "Insultes répétées"})
    refused = theirs.post(path(publication, "comments"), json={"content": "Encore"})
    listed = staff.get(BLOCKED).json()
    unblocked = staff.delete(f"{BLOCKED}{citizen.id}/")
    accepted = theirs.post(path(publication, "comments"), json={"content": "Pardon"})

    assert (blocked.status_code, blocked.json()) == (201, {"message": "Cette personne ne peut plus commenter"})
    assert refused.status_code == 403
    with mairie_context(mairie_a):
        assert not BlockedCommenter.objects.exists()
        rows = Activity.objects.filter(target=f"user:{citizen.id}").order_by("id").values_list("type", "actor_id")
        assert list(rows) == [("commenter_blocked", staff.user.id), ("commenter_unblocked", staff.user.id)]
    assert (unblocked.status_code, accepted.status_code) == (204, 201)
    assert listed == {
        "count": 1,
        "next": None,
        "previous": None,
        "results": [
            {
                "user": {"id": citizen.id, "name": "Léa Petit", "avatar_url": None},
                "reason": "Insultes répétées",
                "blocked_by": {"id": staff.user.id, "name": staff.user.full_name, "avatar_url": None},
                "created_at": listed["results"][0]["created_at"],
            }
        ],
    }


def test_blocking_again_changes_the_reason(client_for, mairie_a):
    with mairie_context(mairie_a):
        citizen = make_user()
    staff = client_for(mairie_a, "moderator")

    for reason in ("Spam", "Insultes"):
        assert staff.post(BLOCKED, json={"user_id": citizen.id, "reason": reason}).status_code == 201

    assert [row["reason"] for row in staff.get(BLOCKED).json()["results"]] == ["Insultes"]


def test_staff_is_not_blocked_and_a_pending_role_is_a_citizens(client_for, mairie_a):
    with mairie_context(mairie_a):
        moderator, pending = make_user(role="moderator"), make_user(role="moderator", role_status="pending")
    staff = client_for(mairie_a, "mayor")

    refused = staff.post(BLOCKED, json={"user_id": moderator.id})

    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "CANNOT_BLOCK")
    assert staff.post(BLOCKED, json={"user_id": pending.id}).status_code == 201


@pytest.mark.parametrize("user_id", [999_999, 2**63])
def test_nobody_is_not_found(client_for, mairie_a, user_id):
    staff = client_for(mairie_a, "mayor")

    assert staff.delete(f"{BLOCKED}{user_id}/").status_code == 404
    assert staff.post(BLOCKED, json={"user_id": user_id}).status_code in {404, 422}
    assert staff.post(BLOCKED, json={}).status_code == 422


@pytest.mark.parametrize(("role", "status"), [(None, 401), ("citizen", 403)])
def test_only_staff_blocks(client_for, mairie_a, via, role, status):
    client = client_for(mairie_a, role, via=via)

    assert client.get(BLOCKED).status_code == status
    assert client.post(BLOCKED, json={"user_id": 1}).status_code == status
    assert client.delete(f"{BLOCKED}1/").status_code == status
