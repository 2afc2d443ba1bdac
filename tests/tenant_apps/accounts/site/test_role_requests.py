"""/mon-espace/demandes/: who asks for a role, and what is decided about it."""

import pytest

from core.tenancy import mairie_context
from tenant_apps.accounts.models import User
from tests.factories import make_user
from tests.sites import publish_site, statements

PAGE = "/mon-espace/demandes/"


@pytest.fixture
def mayor(person_for, mairie_a):
    publish_site(mairie_a)
    return person_for(mairie_a, "mayor")


@pytest.fixture
def asking(mairie_a):
    with mairie_context(mairie_a):
        return make_user(first_name="Léa", last_name="Roux", role="admin", role_status="pending")


def role_of(mairie, user):
    with mairie_context(mairie):
        return User.objects.get(pk=user.pk)


@pytest.mark.parametrize(
    ("decision", "role", "acts_as"), [("approuver", "admin", "admin"), ("refuser", "citizen", "citizen")]
)
def test_who_asks_is_shown_until_it_is_decided(mayor, asking, mairie_a, decision, role, acts_as):
    text = mayor.read(PAGE)
    assert [said for said in ("Léa Roux", asking.email, "Administrateur") if said not in text] == []

    response = mayor.send(f"{PAGE}{asking.pk}/", decision=decision)

    assert response["Location"].startswith(PAGE)
    after = mayor.read(response["Location"])
    assert "Léa Roux" not in after
    assert "Aucune demande n" in after
    user = role_of(mairie_a, asking)
    assert (user.role, user.effective_role, user.is_pending) == (role, acts_as, False)


def test_a_decision_is_taken_once(mayor, asking, mairie_a):
    mayor.send(f"{PAGE}{asking.pk}/", decision="approuver")

    assert mayor.send(f"{PAGE}{asking.pk}/", decision="refuser").status_code == 409
    assert mayor.send(f"{PAGE}999999/", decision="refuser").status_code == 404
    assert mayor.send(f"{PAGE}{asking.pk}/", decision="autre").status_code == 422
    assert role_of(mairie_a, asking).effective_role == "admin"


@pytest.mark.parametrize(
    "who",
    [
        {"role": "citizen"}, {"role": "moderator"}, {"role": "mayor", "role_status": "pending"},
        {"role": "admin", "is_verified": False},
    ],
    ids=str,
)  # fmt: skip
def test_only_managers_see_and_decide(person_for, mayor, asking, mairie_a, who):
    person = person_for(mairie_a, **who)

    assert person.get(PAGE).status_code == 403
    assert person.send(f"{PAGE}{asking.pk}/", decision="approuver").status_code == 403
    assert role_of(mairie_a, asking).is_pending


def test_another_mairies_requests_are_not_there(mayor, asking, person_for, mairie_b):
    publish_site(mairie_b)
    other = person_for(mairie_b, "mayor")

    assert "Léa Roux" not in other.read(PAGE)
    assert other.send(f"{PAGE}{asking.pk}/", decision="approuver").status_code == 404


def test_a_list_costs_the_same_for_one_request_and_for_twenty(mayor, asking, mairie_a):
    def cost() -> int:
        with statements() as sent:
            mayor.read(PAGE)
        return len(sent)

    few = cost()
    with mairie_context(mairie_a):
        for _number in range(20):
            make_user(role="moderator", role_status="pending")
    assert cost() == few
    assert mayor.get(f"{PAGE}?page=2").status_code == 200
    assert mayor.get(f"{PAGE}?page=3").status_code == 404
