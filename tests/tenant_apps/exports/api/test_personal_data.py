"""GET /api/v1/export/personal-data/ and POST /api/v1/export/personal-data/{account_id}/."""

import io
import json
import zipfile

import pytest
from django.core.files.base import ContentFile

from core.tenancy import mairie_context
from core.tenancy.storage import storage
from tenant_apps.exports.models import Export
from tenant_apps.publications.models import BlockedCommenter, CommentReport
from tests.factories import make_invitation, make_user
from tests.tenant_apps.events.factories import make_event
from tests.tenant_apps.exports.factories import attach, make_conversation
from tests.tenant_apps.exports.files import BASE, content, download, link, run_jobs
from tests.tenant_apps.publications.factories import make_comment, make_like, make_publication

PATH = f"{BASE}personal-data/"


def archive(mairie, url: str, via: str = "host") -> zipfile.ZipFile:
    run_jobs()
    return zipfile.ZipFile(io.BytesIO(content(download(mairie, url, via=via))))


def parts(file: zipfile.ZipFile) -> dict[str, list[dict]]:
    return {part["titre"]: part["lignes"] for part in json.loads(file.read("donnees-personnelles.json"))["rubriques"]}


def test_a_citizen_gets_all_that_concerns_them_and_nothing_of_others(mairie_a, client_for, via):
    client = client_for(mairie_a, "citizen", via=via)
    with mairie_context(mairie_a):
        publication = make_publication(title="Fête")
        make_comment(publication, author=client.user, content="Mon commentaire")
        other = make_comment(publication, content="Celui d'un autre")
        make_like(publication, client.user)
        CommentReport.objects.create(comment=other, reporter=client.user, reason="Injurieux")
        make_event(title="Réunion", attendees={client.user: "confirmed"})
        make_invitation(email=client.user.email.upper(), role="moderator")

    answer = client.get(PATH)
    waiting = download(mairie_a, answer.json()["download_url"], via=via)
    file = archive(mairie_a, answer.json()["download_url"], via)

    assert (answer.status_code, list(answer.json())) == (200, ["download_url", "expires_at"])
    assert waiting.status_code == 202
    assert sorted(file.namelist()) == ["donnees-personnelles.html", "donnees-personnelles.json"]
    found = parts(file)
    assert next(iter(found)) == "Compte"
    assert found["Compte"][0]["Adresse électronique"] == client.user.email
    assert found["Compte"][0]["Rôle"] == "Citoyen"
    assert [row["Texte"] for row in found["Commentaires"]] == ["Mon commentaire"]
    assert found["Commentaires"][0]["Auteur"] == "vous"
    assert len(found["Mentions « J'aime »"]) == len(found["Invitations à des événements"]) == 1
    assert found["Commentaires signalés"][0]["Motif"] == "Injurieux"
    assert len(found["Invitations reçues"]) == 1
    assert len(found["Connexions"]) == 1
    everything = b"".join(file.read(name) for name in file.namelist()).decode()
    assert "Celui d'un autre" not in everything
    assert client.user.password not in everything


def test_the_page_is_french_and_shows_texts_as_they_are(mairie_a, client_for):
    client = client_for(mairie_a, "citizen")
    with mairie_context(mairie_a):
        make_comment(make_publication(), author=client.user, content="<script>alert(1)</script>")

    page = archive(mairie_a, link(client, "personal-data")).read("donnees-personnelles.html").decode()

    assert "Voici tout ce que la plateforme de la mairie" in page
    assert f"Données personnelles : {client.user.full_name}</h1>" in page
    assert "Dernier intervalle TOTP accepté" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>" not in page


def test_the_photograph_comes_with_it(mairie_a, client_for):
    client, name = client_for(mairie_a, "citizen"), "avatars/user_1.0123456789abcdef.webp"
    with mairie_context(mairie_a):
        storage.save(name, ContentFile(b"picture"))
        type(client.user).objects.filter(pk=client.user.pk).update(avatar=name)

    file = archive(mairie_a, link(client, "personal-data"))

    assert file.read("fichiers/user_1.0123456789abcdef.webp") == b"picture"


def test_conversations_are_whole_but_for_internal_notes_and_bring_their_files(mairie_a, client_for):
    client = client_for(mairie_a, "citizen")
    with mairie_context(mairie_a):
        staff = make_user(role="admin")
        own = make_conversation("Il fait noir.", citizen=client.user, staff=staff, note="Un râleur")
        attach(own, b"a picture of mine")
        as_visitor = make_conversation("Sans compte", visitor_name="P", visitor_email=client.user.email.upper())
        other = make_conversation("Celui d'un autre", citizen=make_user(), staff=staff)
        attach(other, b"a picture of theirs")

    file = archive(mairie_a, link(client, "personal-data"))

    found = parts(file)
    assert [row["Texte"] for row in found["Messages"]] == ["Il fait noir.", "C'est réparé.", "Sans compte"]
    assert {row["Numéro"] for row in found["Conversations avec la mairie"]} == {own.pk, as_visitor.pk}
    assert [row["Auteur"] for row in found["Messages"]] == ["vous", "un autre compte", None]
    [name] = [name for name in file.namelist() if name.startswith("fichiers/")]
    assert file.read(name) == b"a picture of mine"


def test_staff_get_what_they_wrote_themselves_and_not_what_citizens_wrote_to_them(mairie_a, client_for):
    client = client_for(mairie_a, "admin")
    with mairie_context(mairie_a):
        make_conversation("Secret d'un citoyen", citizen=make_user(), staff=client.user)

    found = parts(archive(mairie_a, link(client, "personal-data")))

    assert [row["Texte"] for row in found["Messages"]] == ["C'est réparé."]
    assert "Conversations avec la mairie" not in found


def test_rows_that_tell_of_somebody_else_are_left_out(mairie_a, client_for):
    client = client_for(mairie_a, "moderator")
    with mairie_context(mairie_a):
        BlockedCommenter.objects.create(user=make_user(), blocked_by=client.user, reason="Propos d'un tiers")
        make_invitation(email="tiers@exemple.fr", role="moderator", invited_by=client.user)

    text = archive(mairie_a, link(client, "personal-data")).read("donnees-personnelles.json").decode()

    assert "Propos d'un tiers" not in text
    assert "tiers@exemple.fr" not in text


def test_an_address_that_was_not_verified_finds_nothing_of_its_owner(mairie_a, client_for):
    with mairie_context(mairie_a):
        user = make_user(email="autre@exemple.fr", is_verified=False)
        make_invitation(email="autre@exemple.fr", role="admin")

    found = parts(archive(mairie_a, link(client_for(mairie_a, user=user), "personal-data")))

    assert "Invitations reçues" not in found


def test_nobody_but_the_person_reads_what_they_asked_for(mairie_a, client_for):
    link(client_for(mairie_a, "citizen"), "personal-data")

    assert client_for(mairie_a, "mayor").get(BASE).json()["count"] == 0


@pytest.mark.parametrize("role", ["admin", "mayor"])
def test_a_manager_gathers_it_for_a_citizen(mairie_a, client_for, via, role):
    client = client_for(mairie_a, role, via=via)
    with mairie_context(mairie_a):
        person = make_user(first_name="Paul", last_name="Durand")

    response = client.post(f"{PATH}{person.pk}/")

    found = parts(archive(mairie_a, response.json()["download_url"], via))
    assert response.status_code == 200
    assert found["Compte"][0]["Prénom"] == "Paul"


@pytest.mark.parametrize("role", [None, "citizen", "moderator"])
def test_others_may_not_ask_for_somebody(mairie_a, client_for, role):
    with mairie_context(mairie_a):
        person = make_user()

    assert client_for(mairie_a, role).post(f"{PATH}{person.pk}/").status_code == (403 if role else 401)
    with mairie_context(mairie_a):
        assert not Export.objects.exists()


def test_nobody_signed_in_gets_nothing(mairie_a, client_for):
    assert client_for(mairie_a).get(PATH).status_code == 401


def test_an_account_of_another_mairie_is_404(mairie_a, mairie_b, client_for):
    with mairie_context(mairie_b):
        person = make_user(pk=987_654)

    response = client_for(mairie_a, "mayor").post(f"{PATH}{person.pk}/")

    assert (response.status_code, response.json()["error"]["code"]) == (404, "ACCOUNT_NOT_FOUND")


def test_what_is_being_gathered_of_an_account_goes_with_it(mairie_a, client_for):
    client = client_for(mairie_a, "admin")
    with mairie_context(mairie_a):
        person = make_user()
    url = client.post(f"{PATH}{person.pk}/").json()["download_url"]
    client.delete(f"/api/v1/accounts/{person.pk}/")
    run_jobs()

    response = download(mairie_a, url)

    assert (response.status_code, response.json()["error"]["code"]) == (404, "EXPORT_NOT_FOUND")
