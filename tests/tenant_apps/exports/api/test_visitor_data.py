"""POST /api/v1/export/personal-data/: what the mairie knows of an address without an account."""

import pytest

from core.tenancy import mairie_context
from tenant_apps.dashboard.models import Activity
from tenant_apps.exports.models import Export
from tests.factories import make_invitation, make_user
from tests.tenant_apps.exports.api.test_personal_data import archive, parts
from tests.tenant_apps.exports.factories import attach, make_conversation
from tests.tenant_apps.exports.files import BASE, run_jobs
from tests.tenant_apps.messages.factories import answer, make_visit
from tests.tenant_apps.notifications.factories import make_subscription

PATH = f"{BASE}personal-data/"
EMAIL = "helene@exemple.fr"


@pytest.fixture
def visitor(mairie_a):
    """Somebody who has written, subscribed and been invited, and others of whom nothing may be told."""
    with mairie_context(mairie_a):
        staff = make_user(role="admin", first_name="Odile")
        own = make_visit(email="Helene@exemple.fr", content="La salle est-elle libre ?")
        answer(own, staff, "Elle est libre.")
        answer(own, staff, "Elle insiste.", is_internal=True)
        attach(own, b"a picture of hers")
        make_subscription(email=EMAIL)
        make_invitation(email=EMAIL, role="moderator", invited_by=staff)
        make_visit(email=f"x{EMAIL}", content="Un tiers")
        attach(make_conversation("Un citoyen", citizen=make_user()), b"a picture of theirs")
        make_subscription(email=f"x{EMAIL}")


def test_a_manager_gathers_all_of_an_address_and_nothing_of_others(mairie_a, client_for, visitor, via):
    response = client_for(mairie_a, "admin", via=via).post(PATH, json={"email": EMAIL.upper()})

    file = archive(mairie_a, response.json()["download_url"], via)
    found = parts(file)
    assert (response.status_code, list(response.json())) == (200, ["download_url", "expires_at"])
    assert list(found) == [
        "Invitations reçues",
        "Conversations avec la mairie",
        "Messages",
        "Pièces jointes",
        "Abonnements aux alertes",
    ]
    assert [row["Texte"] for row in found["Messages"]] == ["La salle est-elle libre ?", "Elle est libre."]
    assert [len(lines) for lines in found.values()] == [1, 1, 2, 1, 1]
    [name] = [name for name in file.namelist() if name.startswith("fichiers/")]
    assert file.read(name) == b"a picture of hers"
    everything = b"".join(file.read(name) for name in file.namelist()).decode()
    assert not [text for text in ("Un tiers", "insiste", "Un citoyen", f"x{EMAIL}", "Odile") if text in everything]


def test_an_address_that_left_nothing_is_told_so(mairie_a, client_for, visitor):
    response = client_for(mairie_a, "mayor").post(PATH, json={"email": "personne@exemple.fr"})

    file = archive(mairie_a, response.json()["download_url"])
    assert parts(file) == {}
    assert "ne sait rien de vous" in file.read("donnees-personnelles.html").decode()


def test_neither_the_journal_nor_the_name_of_the_file_tells_whose_it_is(mairie_a, client_for, visitor):
    client_for(mairie_a, "mayor").post(PATH, json={"email": EMAIL})

    with mairie_context(mairie_a):
        assert Export.objects.get().stem.startswith("donnees_personnelles_visiteur_")
        assert EMAIL not in Activity.objects.get(type="export_requested").description


def test_the_archive_goes_with_the_person(mairie_a, client_for, visitor):
    client = client_for(mairie_a, "mayor")
    client.post(PATH, json={"email": EMAIL})
    run_jobs()

    removed = client.post(f"{BASE}erasure/", json={"email": EMAIL}).json()["removed"]

    assert removed == {"conversations": 1, "subscriptions": 1, "exports": 1, "invitations": 1}


@pytest.mark.parametrize("body", [{}, {"email": ""}, {"email": "x"}, {"email": None}, {"email": ["a@b.fr"]}])
def test_what_is_no_address_is_told_by_its_field(mairie_a, client_for, body):
    response = client_for(mairie_a, "mayor").post(PATH, json=body)

    assert (response.status_code, list(response.json()["error"]["details"])) == (422, ["email"])


@pytest.mark.parametrize("role", [None, "citizen", "moderator"])
def test_others_may_not(mairie_a, client_for, visitor, role):
    assert client_for(mairie_a, role).post(PATH, json={"email": EMAIL}).status_code == (403 if role else 401)
    with mairie_context(mairie_a):
        assert not Export.objects.exists()


def test_what_was_written_to_another_mairie_stays_there(mairie_a, mairie_b, client_for, visitor):
    response = client_for(mairie_b, "mayor").post(PATH, json={"email": EMAIL})

    assert parts(archive(mairie_b, response.json()["download_url"])) == {}
