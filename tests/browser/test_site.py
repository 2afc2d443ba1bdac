"""The public site in a browser: nothing for axe to find, still at 320 pixels, whole without scripts, by keyboard."""

import gzip
import io
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from PIL import Image

from core.tenancy import mairie_context
from core.tenancy.storage import storage
from tenant_apps.messages.services import visitors
from tenant_apps.notifications.services.links import subscription_token
from tests.browser.test_pages import visit
from tests.conftest import CODE_A, tenant
from tests.factories import make_user
from tests.sites import WEEK, publish_site
from tests.tenant_apps.events.factories import make_event
from tests.tenant_apps.messages.factories import answer, make_visit, pdf
from tests.tenant_apps.notifications.factories import make_subscription
from tests.tenant_apps.publications.factories import make_comment, make_image, make_media, make_publication
from tests.tenant_apps.website.factories import make_page

pytestmark = pytest.mark.browser
GIF = "gif-sur-yvette.localhost"
CONTACT = {
    "address": "9 square de la Mairie\n91190 Gif-sur-Yvette",
    "phone": "01 70 56 52 00",
    "email": "mairie@gif.exemple.fr",
    "opening_hours": WEEK,
}
THEMES = {
    "bleu": {},
    "jaune": {
        "primary_color": "#7A5C00",
        "secondary_color": "#FFE066",
        "accent_color": "#FFD400",
        "background_color": "#FFFDF2",
        "text_color": "#3B3200",
    },
}
PATHS = (
    "/", "/actualites/", "/actualites/communiques/", "/actualites/1-fete-de-la-lumiere/", "/agenda/", "/agenda/liste/",
    "/agenda/1-conseil-municipal/",
    "/inscription/?role=moderator", "/inscription/verifier/", "/mot-de-passe/oublie/", "/mot-de-passe/nouveau/?token=x",
    "/contact/", "/contact/merci/", "/recherche/?q=lumière", "/recherche/?q=introuvable",
    "/services/etat-civil/", "/mentions-legales/", "/donnees-personnelles/", "/accessibilite/", "/plan-du-site/",
    "/nulle-part/",
)  # fmt: skip
SHIFTS = """
new Promise(done => {
  let total = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => { total += entry.value }))
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done(total), 300);
})
"""


def picture():
    """A stored photo of the library."""
    content = io.BytesIO()
    Image.new("RGB", (1200, 630), "#CFE8EF").save(content, "JPEG")
    media = make_media(width=1200, height=630, alt_text="La place de la mairie éclairée")
    content.seek(0)
    storage.save(media.name, content)
    return media


@pytest.fixture
def filled(site, tmp_path):
    """Gif-sur-Yvette's site with something of everything; gives its address."""
    mairie = tenant(CODE_A)
    publish_site(mairie, contact=CONTACT)
    now = timezone.now()
    with mairie_context(mairie):
        publication = make_publication(
            title="Fête de la lumière", cover=picture(), tags=["fête"], content="<h2>Programme</h2><p>Dès 18 h.</p>"
        )
        make_image(publication, alt_text="La scène")
        make_comment(make_comment(publication).publication, content="Merci !")
        make_publication(type="communique", priority="urgent", title="Inondation : les quais sont fermés")
        make_publication(type="communique", priority="high", title="Coupure d'eau", expires_at=now + timedelta(days=2))
        for number in range(14):
            make_publication(title=f"Une nouvelle au titre particulièrement long, numéro {number}", category="culture")
        make_event(title="Conseil municipal", category="conseil", location_name="Salle du conseil")
        make_event(title="Fête", start_at=now + timedelta(days=3), end_at=now + timedelta(days=5), all_day=True)
        make_page(title="État civil", slug="services/etat-civil", in_menu=True)
        for number in range(6):
            make_page(title=f"Rubrique {number}", slug=f"rubrique-{number}", in_menu=True)
    return mairie


@pytest.fixture(params=[(1280, "light"), (1280, "dark"), (320, "light"), (320, "dark")], ids=str)
def screen(request, chromium):
    """A page without scripts, wide and narrow, by day and by night."""
    width, scheme = request.param
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, locale="fr-FR")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("theme", THEMES)
def test_every_page_is_accessible_narrow_enough_and_self_contained(screen, site, filled, theme):
    if THEMES[theme]:
        publish_site(filled, theme={**THEMES[theme], "font_family": "Georgia"})
    wrong = {}
    for path in PATHS:
        status, violations, foreign = visit(screen, site, GIF, path)
        found = {
            "status": status != (404 if "nulle-part" in path else 200),
            "axe": violations,
            "foreign": foreign,
            "h1": screen.locator("h1").count() != 1,
            "wide": screen.evaluate("document.documentElement.scrollWidth > window.innerWidth"),
            "lang": screen.evaluate("document.documentElement.lang") != "fr",
        }
        wrong |= {(path, name): value for name, value in found.items() if value}
    assert not wrong
    assert screen.context.cookies() == []


def test_the_pages_that_mails_lead_to_are_accessible_too(screen, site, filled):
    # given somebody who subscribed, and somebody who wrote and was answered
    with mairie_context(filled):
        token = subscription_token(make_subscription())
        conversation = make_visit(subject="Salle des fêtes")
        answer(conversation, make_user(role="mayor"), "Elle est libre.", files=[pdf()])
        exchange = urlsplit(visitors.link(conversation_id=conversation.pk)).path
    paths = {
        "/alertes/": 200, f"/alertes/confirmer/{token}/": 200, f"/alertes/{token}/": 200,
        f"/alertes/{token}/desinscription/": 200, "/alertes/rien/": 404, exchange: 200, "/messages/rien/": 404,
    }  # fmt: skip
    # when, then
    wrong = {}
    for path, expected in paths.items():
        status, violations, foreign = visit(screen, site, GIF, path)
        wide = screen.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        if (status, violations, foreign, wide, screen.locator("h1").count()) != (expected, [], [], False, 1):
            wrong[path] = status, violations, foreign, wide
    assert not wrong


@pytest.mark.parametrize("path", ["/alertes/", "/inscription/", "/mot-de-passe/oublie/", "/contact/"])
def test_a_form_sent_empty_is_accessible(screen, site, filled, path):
    screen.goto(f"{site.replace('localhost', GIF)}{path}")
    screen.locator("main form button").first.click()
    assert screen.title().startswith("Erreur")
    assert Axe().run(screen).response["violations"] == []
    assert screen.get_by_role("alert").get_by_role("link").first.get_attribute("href").startswith("#")


SMALL_TARGETS = """
[...document.querySelectorAll('a, button, input, select, textarea, summary')].filter(element => {
  const box = element.getBoundingClientRect();
  const isShown = box.width > 1 && box.height > 1 && getComputedStyle(element).visibility !== 'hidden';
  const isInText = getComputedStyle(element).display === 'inline';
  return isShown && !isInText && (box.width < 24 || box.height < 24) && !element.closest('label, .hp');
}).map(element => element.outerHTML)
"""


def test_what_is_touched_is_large_enough(page, site, filled):
    for path in ("/", "/actualites/", "/actualites/1-fete-de-la-lumiere/", "/agenda/", "/contact/", "/alertes/"):
        page.goto(f"{site.replace('localhost', GIF)}{path}")
        assert page.evaluate(SMALL_TARGETS) == [], path


TOUCHED = """
[...document.querySelectorAll('a, button, select, summary, label:has(input)')].filter(element => {
  const box = element.getBoundingClientRect();
  const isShown = box.width > 1 && box.height > 1 && element.checkVisibility();
  return isShown && getComputedStyle(element).display !== 'inline' && box.height < 44
    && !element.closest('.prose, .skip, .brand');
}).map(element => element.outerHTML)
"""


def test_under_a_finger_what_stands_alone_is_44_pixels_high(chromium, site, filled):
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    for path in ("/", "/actualites/", "/actualites/1-fete-de-la-lumiere/", "/agenda/", "/contact/", "/alertes/"):
        page.goto(f"{site.replace('localhost', GIF)}{path}")
        assert page.evaluate(TOUCHED) == [], path
    page.close()


def test_a_word_without_end_widens_no_page(screen, site, filled):
    # given titles that a mairie may write, of one word
    with mairie_context(filled):
        word = "Anticonstitutionnellement" * 8
        for priority in ("urgent", "normal"):
            make_publication(type="communique", priority=priority, title=word[:200])
        make_event(title=word[:200], start_at=timezone.now() + timedelta(hours=1))
        page = make_page(title=word[:200], slug="mot", in_menu=True)
    # when, then
    for path in ("/", "/actualites/", "/agenda/", "/agenda/liste/", f"/{page.slug}/", "/plan-du-site/"):
        screen.goto(f"{site.replace('localhost', GIF)}{path}")
        screen.locator("header details").evaluate_all("menus => menus.forEach(menu => { menu.open = true })")
        assert screen.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path


def test_paper_shows_what_is_to_be_read_alone(page, site, filled):
    page.goto(f"{site.replace('localhost', GIF)}/contact/")
    page.emulate_media(media="print")
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.get_by_text("9 square de la Mairie").first.is_visible()
    for useless in ("main form", "footer", "nav"):
        assert not any(element.is_visible() for element in page.locator(useless).all()), useless
    # and of a publication nothing that only a screen can do
    page.goto(f"{site.replace('localhost', GIF)}/actualites/1-fete-de-la-lumiere/")
    invitation = page.get_by_role("main").locator("a[href='/inscription/']")
    assert invitation.count() == 1
    assert not invitation.is_visible()


def test_nothing_moves_while_a_page_loads(page, site, filled):
    for path in ("/", "/actualites/", "/actualites/1-fete-de-la-lumiere/", "/agenda/", "/contact/"):
        page.goto(f"{site.replace('localhost', GIF)}{path}")
        assert page.evaluate(SHIFTS) == 0, path


def test_the_keyboard_reaches_content_and_menu(page, site, filled):
    # given
    page.goto(site.replace("localhost", GIF))
    # when the first link is followed, then the content has the focus
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au contenu"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"
    # and the menu opens and closes without a mouse
    menu = page.locator("summary:visible").first
    menu.focus()
    page.keyboard.press("Enter")
    assert menu.locator("..").get_attribute("open") is not None
    assert page.locator("details[open] a:visible").count() > 0
    page.keyboard.press("Enter")
    assert menu.locator("..").get_attribute("open") is None


def test_a_form_that_is_refused_says_where_and_keeps_what_was_written(chromium, site, filled):
    # given a browser without scripts
    context = chromium.new_context(java_script_enabled=False, locale="fr-FR")
    page = context.new_page()
    page.goto(f"{site.replace('localhost', GIF)}/contact/")
    page.get_by_label("Nom et prénom").fill("Camille Martin")
    page.get_by_label("Adresse électronique").fill("camille")
    # when
    page.get_by_role("button", name="Envoyer le message").click()
    # then
    assert page.title().startswith("Erreur")
    assert page.get_by_label("Nom et prénom").input_value() == "Camille Martin"
    field = page.get_by_label("Adresse électronique")
    assert field.get_attribute("aria-invalid") == "true"
    assert "contact-email_error" in field.get_attribute("aria-describedby")
    page.get_by_role("alert").get_by_role("link").first.click()
    assert page.url.endswith("#contact-email")
    # when all is well
    field.fill("camille@exemple.fr")
    page.get_by_label("Objet").fill("Lampadaire")
    page.get_by_label("Votre message").fill("Celui de la rue des Écoles est éteint.")
    page.get_by_role("button", name="Envoyer le message").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Votre message est bien arrivé"
    context.close()


def test_the_home_page_is_light(page, site, filled):
    """Under 60 KB as they are sent, compressed, without the library's pictures."""
    answers = []
    page.on("response", lambda answer: answers.append(answer) if "/media/" not in answer.url else None)
    page.goto(site.replace("localhost", GIF), wait_until="networkidle")
    assert sum(len(gzip.compress(answer.body())) for answer in answers if answer.ok) < 60_000


def test_a_telephone_shows_the_hours_at_once_and_a_desk_the_way_to_ones_space(chromium, site, filled):
    # given a telephone, then what is asked most stands on its first screen, and a long form is one touch away
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    page.goto(site.replace("localhost", GIF))
    state = page.locator(".today .state").bounding_box()
    assert state["y"] + state["height"] <= 844
    assert not page.get_by_label("Votre message").is_visible()
    assert page.locator("#contact").get_by_role("link", name="Écrire à la mairie").get_attribute("href") == "/contact/"
    # and given a desk, then the space is named in words and the name of the town stands on one line
    page.set_viewport_size({"width": 1280, "height": 900})
    assert page.locator("header .nav__space span").bounding_box()["width"] > 40
    assert page.locator(".brand__name").bounding_box()["height"] < 40
    assert page.get_by_label("Votre message").is_visible()
    page.close()


def test_the_way_here_takes_one_line_whatever_the_title(chromium, site, filled):
    page = chromium.new_page(viewport={"width": 320, "height": 700})
    with mairie_context(filled):
        make_page(title="Un titre qui n'a de place sur aucun téléphone du monde", slug="long")
    page.goto(f"{site.replace('localhost', GIF)}/long/")
    assert page.locator(".crumbs li").last.bounding_box()["y"] == page.locator(".crumbs li").first.bounding_box()["y"]
    page.close()
