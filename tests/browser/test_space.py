"""A person's space in a browser without scripts: sign in, write, comment, answer; nothing for axe to find."""

from datetime import timedelta

import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from core.tenancy import mairie_context
from tenant_apps.messages.models import CannedReply
from tenant_apps.notifications.services.notify import notify
from tests.browser.test_pages import visit
from tests.conftest import CODE_A, tenant
from tests.factories import PASSWORD, make_user
from tests.sites import publish_site
from tests.tenant_apps.events.factories import make_event
from tests.tenant_apps.messages.factories import answer, make_conversation, pdf
from tests.tenant_apps.publications.factories import make_comment, make_publication

pytestmark = pytest.mark.browser
GIF = "gif-sur-yvette.localhost"
SPACE = "/mon-espace/"
PATHS = [
    "",
    "messages/",
    "messages/?q=introuvable",
    "messages/nouveau/",
    "messages/1/",
    "actualites/1/",
    "actualites/1/commenter/",
    "actualites/1/commenter/?reponse=com_001",
    "agenda/",
    "agenda/?quand=passes",
    "agenda/1/",
    "notifications/",
    "notifications/?voir=non-lues",
    "profil/",
    "profil/adresse/",
    "securite/",
    "securite/mot-de-passe/",
    "securite/double-authentification/",
    "preferences/",
    "donnees/",
    "donnees/quitter/",
]


@pytest.fixture
def lived_in(site):
    """A mairie with a citizen and a mayor who have something in every part of their spaces."""
    mairie = tenant(CODE_A)
    publish_site(mairie)
    with mairie_context(mairie):
        citizen = make_user(email="helene@exemple.fr", first_name="Hélène", last_name="Garnier")
        mayor = make_user(role="mayor", email="maire@exemple.fr", first_name="Jean", last_name="Dupont")
        conversation = make_conversation(citizen=citizen, subject="Salle des fêtes", files=[pdf()])
        answer(conversation, mayor, "Elle est libre.")
        answer(conversation, mayor, "À voir avec le gardien.", is_internal=True)
        CannedReply.objects.create(title="Délai", content="Nous répondons sous huit jours.")
        publication = make_publication(title="Marché de Noël", author=mayor)
        make_comment(publication, content="À quelle heure ?", author=citizen)
        attendees = {citizen: "pending", mayor: "confirmed"}
        make_event(title="Comité des fêtes", location_name="Mairie", attendees=attendees, author=mayor)
        make_event(title="Réunion passée", start_at=timezone.now() - timedelta(days=3), attendees=attendees)
        for number in range(22):
            for person in (citizen, mayor):
                data = {"conversation_id": "conv_001"} if number % 2 else {}
                notify(
                    user_ids=[person.pk], type="new_message", title="Nouveau message", message="Un texte",
                    data=data, key=str(number),
                )  # fmt: skip
    return site.replace("localhost", GIF)


@pytest.fixture(params=[(1280, "light"), (320, "dark")], ids=str)
def screen(request, chromium):
    width, scheme = request.param
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, locale="fr-FR")
    yield context.new_page()
    context.close()


@pytest.fixture
def plain(chromium):
    """A page of a browser without scripts."""
    context = chromium.new_context(java_script_enabled=False, locale="fr-FR")
    yield context.new_page()
    context.close()


def sign_in(page, address: str, email: str) -> None:
    page.goto(f"{address}{SPACE}")
    page.get_by_label("Adresse électronique").fill(email)
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Se connecter").click()


@pytest.mark.parametrize("email", ["helene@exemple.fr", "maire@exemple.fr"])
def test_every_page_is_accessible_narrow_enough_and_self_contained(screen, site, lived_in, email):
    sign_in(screen, lived_in, email)
    wrong = {}
    for path in PATHS:
        status, violations, foreign = visit(screen, site, GIF, f"{SPACE}{path}")
        found = {
            "status": status != 200,
            "axe": violations,
            "foreign": foreign,
            "h1": screen.locator("h1").count() != 1,
            "wide": screen.evaluate("document.documentElement.scrollWidth > window.innerWidth"),
        }
        wrong |= {(path, name): value for name, value in found.items() if value}
    assert not wrong


def test_on_a_telephone_the_parts_of_the_space_are_one_touch_away_and_leave_the_page_its_room(chromium, lived_in):
    # given
    context = chromium.new_context(viewport={"width": 320, "height": 700}, java_script_enabled=False, locale="fr-FR")
    page = context.new_page()
    sign_in(page, lived_in, "helene@exemple.fr")
    parts = page.get_by_role("navigation", name="Mon espace")
    # then the navigation is one row, until it is opened
    assert parts.bounding_box()["height"] < 100
    assert not parts.get_by_role("link", name="Sécurité").is_visible()
    parts.locator("summary").click()
    parts.get_by_role("link", name="Sécurité").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Sécurité"
    context.close()


@pytest.mark.parametrize("path", ["messages/nouveau/", "messages/1/", "actualites/1/commenter/"])
def test_a_form_sent_empty_is_accessible_and_says_where(screen, lived_in, path):
    sign_in(screen, lived_in, "helene@exemple.fr")
    screen.goto(f"{lived_in}{SPACE}{path}")
    screen.locator("main form:has(textarea) button").first.click()
    assert screen.title().startswith("Erreur")
    assert Axe().run(screen).response["violations"] == []
    assert screen.get_by_role("alert").get_by_role("link").first.get_attribute("href").startswith("#")


def test_a_person_writes_to_the_mairie_and_reads_the_file_they_sent(plain, lived_in):
    sign_in(plain, lived_in, "helene@exemple.fr")
    plain.get_by_role("navigation", name="Mon espace").get_by_role("link", name="Messages").click()
    plain.get_by_role("link", name="Nouveau message").click()
    plain.get_by_label("Objet").fill("Lampadaire éteint")
    plain.get_by_label("Votre message").fill("Celui de la rue des Écoles.")
    file = {"name": "photo.pdf", "mimeType": "application/pdf", "buffer": pdf().read()}
    plain.get_by_label("Pièces jointes").set_input_files(file)
    plain.get_by_role("button", name="Envoyer le message").click()

    assert plain.get_by_role("status").inner_text() == "Votre message est envoyé."
    assert plain.get_by_role("heading", level=1).inner_text() == "Lampadaire éteint"
    with plain.expect_download() as download:
        plain.get_by_role("link", name="photo.pdf").click()
    assert download.value.path().read_bytes() == pdf().read()


def test_a_comment_begins_on_the_public_page_and_ends_there(plain, lived_in):
    plain.goto(f"{lived_in}/actualites/1-marche-de-noel/")
    plain.get_by_role("link", name="Répondre").click()
    plain.get_by_label("Adresse électronique").fill("maire@exemple.fr")
    plain.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    plain.get_by_role("main").get_by_role("button", name="Se connecter").click()
    assert plain.get_by_text("À quelle heure").is_visible()
    plain.get_by_label("Votre commentaire").fill("À dix-huit heures.")
    plain.get_by_role("button", name="Publier ma réponse").click()

    assert plain.url.endswith("/actualites/1-marche-de-noel/#com_002")
    assert plain.locator("#com_002").inner_text().startswith("Jean Dupont")
    plain.get_by_role("link", name="J'aime").click()
    plain.get_by_role("button", name="J'aime").click()
    plain.get_by_role("link", name="Revenir à la publication").click()
    assert plain.get_by_text("1 personne aime cette publication").is_visible()


def test_an_invitation_is_answered_and_a_person_leaves(plain, lived_in):
    sign_in(plain, lived_in, "helene@exemple.fr")
    plain.get_by_role("navigation", name="Mon espace").get_by_role("link", name="Invitations (1)").click()
    plain.get_by_role("button", name="Peut-être").click()

    assert plain.get_by_role("status").inner_text() == "Votre réponse est enregistrée."
    plain.get_by_role("button", name="Se déconnecter").click()
    assert plain.url.startswith(f"{lived_in}/connexion/")
    plain.goto(f"{lived_in}{SPACE}")
    assert "/connexion/" in plain.url


def by_enter(page, element) -> None:
    """Press the key there, and wait for the page that it leads to."""
    with page.expect_navigation():
        element.press("Enter")


def test_the_second_factor_is_set_up_and_then_asked_for_by_keyboard_alone(screen, lived_in):
    sign_in(screen, lived_in, "helene@exemple.fr")
    screen.goto(f"{lived_in}{SPACE}securite/double-authentification/")
    by_enter(screen, screen.get_by_role("button", name="Commencer"))
    assert Axe().run(screen).response["violations"] == []
    assert screen.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    backup = screen.locator(".codes code").first.inner_text()
    secret = screen.locator("section code").first.inner_text().replace(" ", "")
    screen.get_by_label("Code de l'application").fill("000000")
    by_enter(screen, screen.locator(":focus"))
    assert Axe().run(screen).response["violations"] == []
    screen.get_by_label("Code de l'application").fill(pyotp.TOTP(secret).now())
    by_enter(screen, screen.locator(":focus"))
    assert screen.get_by_text("Activée").is_visible()

    by_enter(screen, screen.get_by_role("button", name="Se déconnecter"))
    assert Axe().run(screen).response["violations"] == []
    sign_in(screen, lived_in, "helene@exemple.fr")
    assert screen.locator("h1").inner_text() == "Saisir votre code"
    assert Axe().run(screen).response["violations"] == []
    screen.get_by_label("Code").fill(backup)
    by_enter(screen, screen.locator(":focus"))
    assert screen.locator("h1").inner_text() == "Bonjour Hélène"


def test_a_wrong_password_is_said_accessibly(screen, lived_in):
    screen.goto(f"{lived_in}{SPACE}")
    screen.get_by_label("Adresse électronique").fill("helene@exemple.fr")
    screen.get_by_label("Mot de passe", exact=True).fill("autre")
    by_enter(screen, screen.locator(":focus"))

    assert screen.title().startswith("Erreur")
    assert screen.get_by_role("alert").is_visible()
    assert Axe().run(screen).response["violations"] == []
