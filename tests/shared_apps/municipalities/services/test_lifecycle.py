import pytest

from core.redis import client
from core.tenancy.directory import VERSION_KEY, directory
from core.tenancy.errors import MunicipalityNotFound
from shared_apps.municipalities.errors import SlugReserved, SlugTaken, WrongState
from shared_apps.municipalities.models import Domain, Municipality, OperatorAction
from shared_apps.municipalities.selectors.directory import tenant_by_host
from shared_apps.municipalities.services import lifecycle
from shared_apps.municipalities.services.provisioning import request_provisioning

pytestmark = pytest.mark.django_db
ACTIONS = {"suspend": lifecycle.suspend, "reactivate": lifecycle.reactivate, "archive": lifecycle.archive}
PATHS = {"active": [], "suspended": ["suspend"], "archived": ["archive"]}
ALLOWED = {
    ("active", "suspend"): "suspended",
    ("active", "archive"): "archived",
    ("suspended", "reactivate"): "active",
    ("suspended", "archive"): "archived",
    ("archived", "reactivate"): "active",
}


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("state", PATHS)
def test_each_action_starts_from_its_states_only(mairie_a, state, action):
    for step in PATHS[state]:
        ACTIONS[step](code=mairie_a.code)

    if end := ALLOWED.get((state, action)):
        assert ACTIONS[action](code=mairie_a.code).state == end
    else:
        with pytest.raises(WrongState) as refusal:
            ACTIONS[action](code=mairie_a.code)
        assert refusal.value.details["state"] == state
    assert Municipality.objects.get(code=mairie_a.code).state == ALLOWED.get((state, action), state)


@pytest.mark.parametrize("action", ACTIONS)
def test_a_mairie_that_is_being_made_has_to_be_finished_first(action):
    request_provisioning(code="91274", mayor_email="maire@exemple.fr")

    with pytest.raises(WrongState):
        ACTIONS[action](code="91274")


@pytest.mark.parametrize("action", ACTIONS)
def test_a_mairie_that_is_unknown_is_not_found(action):
    with pytest.raises(MunicipalityNotFound):
        ACTIONS[action](code="00000")


def test_an_action_is_written_to_the_trail(mairie_a):
    lifecycle.suspend(code=mairie_a.code, reason="Impayé")

    action = OperatorAction.objects.get(municipality_code=mairie_a.code, action="suspend")
    assert action.details == {"from": "active", "to": "suspended", "reason": "Impayé"}


def test_every_process_forgets_what_it_knew(mairie_a, django_capture_on_commit_callbacks):
    assert directory.by_code(mairie_a.code).state == "active"
    before = int(client().get(VERSION_KEY) or 0)

    with django_capture_on_commit_callbacks(execute=True):
        lifecycle.suspend(code=mairie_a.code)

    assert directory.by_code(mairie_a.code).state == "suspended"
    assert int(client().get(VERSION_KEY)) == before + 1


def test_only_the_fields_that_are_given_change(mairie_a):
    lifecycle.update(code=mairie_a.code, changes={"phone": "01 60 12 00 00", "state": "archived"})

    municipality = Municipality.objects.get(code=mairie_a.code)
    assert (municipality.phone, municipality.name, municipality.state) == ("01 60 12 00 00", mairie_a.name, "active")


def test_a_former_subdomain_redirects_to_the_new_one(mairie_a):
    lifecycle.update(code=mairie_a.code, changes={"slug": "nouvelle-adresse"})

    assert tenant_by_host("nouvelle-adresse.localhost").redirect_to is None
    assert tenant_by_host(mairie_a.host).redirect_to == "nouvelle-adresse.localhost"


def test_a_subdomain_taken_back_is_primary_again(mairie_a):
    lifecycle.update(code=mairie_a.code, changes={"slug": "nouvelle-adresse"})
    lifecycle.update(code=mairie_a.code, changes={"slug": mairie_a.slug})

    assert tenant_by_host(mairie_a.host).redirect_to is None
    assert tenant_by_host("nouvelle-adresse.localhost").redirect_to == mairie_a.host
    assert Domain.objects.filter(tenant_id=mairie_a.id).count() == 2


@pytest.mark.parametrize(("slug", "error"), [("www", SlugReserved), ("la-rochelle", SlugTaken)])
def test_a_subdomain_that_can_not_be_had_changes_nothing(mairie_a, mairie_b, slug, error):
    with pytest.raises(error):
        lifecycle.update(code=mairie_a.code, changes={"slug": slug, "name": "Autre"})

    municipality = Municipality.objects.get(code=mairie_a.code)
    assert (municipality.slug, municipality.name) == (mairie_a.slug, mairie_a.name)
