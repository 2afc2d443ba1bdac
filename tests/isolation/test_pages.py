"""The pages of two mairies whose rows have the same keys: each shows its own, and none breaks on what robots send."""

from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver, resolve

from core.tenancy import mairie_context
from tenant_apps.accounts.models import User
from tenant_apps.messages.services import visitors
from tests.isolation.endpoints import walk
from tests.isolation.rows import NUMBER, SLUG, fingerprint
from tests.people import Person

# Every page of a mairie's host, and whether it shows the texts of rows (or is a form, or the same everywhere).
PAGES = {
    "/": True,
    "/contact/": True,
    "/contact/merci/": True,
    "/recherche/": True,
    "/plan-du-site/": True,
    "/sitemap.xml": True,
    "/robots.txt": True,
    "/site.webmanifest": True,
    "/favicon.ico": False,
    "/apercu/": False,
    "/apercu/commune/": False,
    "/theme/1.css": False,
    "/commune/": True,
    "/actualites/": True,
    "/actualites/communiques/": True,
    f"/actualites/categorie/{SLUG}/": True,
    "/actualites/flux.rss": True,
    "/actualites/flux.atom": True,
    f"/actualites/{NUMBER}-x/": True,
    f"/actualites/{NUMBER}-x/reponses/{NUMBER}/": True,
    "/agenda/": True,
    "/agenda/liste/": True,
    f"/agenda/{NUMBER}.ics": True,
    f"/agenda/{NUMBER}-x/": True,
    "/connexion/": True,
    "/deconnexion/": False,
    "/inscription/": True,
    "/inscription/verifier/": True,
    "/inscription/code/": False,
    "/mot-de-passe/oublie/": True,
    "/mot-de-passe/nouveau/": True,
    "/compte/conserver/x/": True,
    "/messages/x/": True,
    "/alertes/": True,
    "/alertes/confirmer/x/": True,
    "/alertes/x/": True,
    "/alertes/compte/x/desinscription/": True,
    "/alertes/x/desinscription/": True,
    "/media/x": False,
}
# Pages of whoever is signed in, and what they send: without a session all of them lead to signing in.
SPACE = [
    "/mon-espace/",
    "/mon-espace/messages/",
    "/mon-espace/messages/nouveau/",
    f"/mon-espace/messages/{NUMBER}/",
    f"/mon-espace/actualites/{NUMBER}/",
    f"/mon-espace/actualites/{NUMBER}/commenter/",
    "/mon-espace/agenda/",
    f"/mon-espace/agenda/{NUMBER}/",
    "/mon-espace/notifications/",
    "/mon-espace/profil/",
    "/mon-espace/profil/adresse/",
    "/mon-espace/securite/",
    "/mon-espace/securite/mot-de-passe/",
    "/mon-espace/securite/double-authentification/",
    "/mon-espace/preferences/",
    "/mon-espace/donnees/",
    "/mon-espace/donnees/quitter/",
]
SENT = [
    f"/mon-espace/messages/{NUMBER}/etat/",
    f"/mon-espace/messages/{NUMBER}/suivi/",
    f"/mon-espace/actualites/{NUMBER}/aimer/",
    f"/mon-espace/actualites/{NUMBER}/commentaires/{NUMBER}/supprimer/",
    "/mon-espace/agenda/adresse/",
    f"/mon-espace/agenda/{NUMBER}/repondre/",
    "/mon-espace/notifications/tout-lire/",
    f"/mon-espace/notifications/{NUMBER}/lire/",
    "/mon-espace/securite/double-authentification/commencer/",
    "/mon-espace/securite/double-authentification/confirmer/",
    "/mon-espace/securite/appareils/fermer/",
    "/mon-espace/securite/appareils/00000000-0000-4000-8000-000000000001/fermer/",
    "/mon-espace/donnees/demander/",
    "/mon-espace/demandes/",
    f"/mon-espace/demandes/{NUMBER}/",
]
OF_NO_ROW = {
    "/mon-espace/",
    "/mon-espace/messages/nouveau/",
    "/mon-espace/agenda/",
    "/mon-espace/securite/",
    "/mon-espace/securite/mot-de-passe/",
    "/mon-espace/securite/double-authentification/",
    "/mon-espace/preferences/",
    "/mon-espace/donnees/",
    "/mon-espace/donnees/quitter/",
}
PAGES |= dict.fromkeys([*SPACE, *SENT], True)
NONSENSE = [
    "%00",
    "%FF",
    "..%2f..%2fetc%2fpasswd",
    "'%20OR%201=1--",
    "9" * 40,
    "x" * 3_000,
    "%F0%9F%8F%9B",
    "-1",
    "abc",
]
PARAMETERS = ["q", "page", "mois", "categorie", "token", "type"]


def visit(mairie, path):
    """The page as a browser shows it: where it leads is followed on the same host."""
    response = Client(HTTP_HOST=mairie.tenant.host, raise_request_exception=False).get(path, follow=True)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return response, content.decode("utf-8", "replace")


def test_every_page_of_a_mairies_host_is_looked_at():
    walked = {view for route, view in walk(get_resolver(settings.MAIRIE_URLCONF), "/") if not route.startswith("/api/")}
    seen = {resolve(path, settings.MAIRIE_URLCONF).func for path in PAGES}
    assert {view.__name__ for view in walked - seen} == set(), "add the page to PAGES"


@pytest.mark.parametrize(("path", "shows"), PAGES.items(), ids=PAGES)
def test_a_page_shows_its_own_mairie_and_nothing_of_the_other(world, path, shows):
    for mairie, other in ((world.a, world.b), (world.b, world.a)):
        response, text = visit(mairie, path)
        assert response.status_code < 500
        assert not [mark for mark in other.marks if mark in text]
        assert any(mark in text for mark in mairie.marks) == shows or not shows
        assert not response.cookies


@pytest.mark.parametrize("path", SPACE)
@pytest.mark.parametrize("role", ["citizen", "mayor"])
def test_a_page_of_the_space_shows_its_own_mairie_and_nothing_of_the_other(world, path, role):
    for mairie, other in ((world.a, world.b), (world.b, world.a)):
        with mairie_context(mairie.tenant):
            user = User.objects.get(pk=NUMBER) if role == "citizen" else mairie.people["mayor"]
        response = Person(mairie.tenant, user).get(path)
        text = response.content.decode()
        assert response.status_code == 200
        assert not [mark for mark in other.marks if mark in text]
        assert any(mark in text for mark in mairie.marks)
        assert mairie.mark in text or path in OF_NO_ROW


@pytest.mark.parametrize("path", [*SPACE, *SENT])
def test_whoever_is_signed_in_in_one_mairie_is_nobody_in_the_other(world, path):
    before = fingerprint(world.b.tenant)
    with mairie_context(world.a.tenant):
        person = Person(world.a.tenant, User.objects.get(pk=NUMBER))
    for method in ("get", "post"):
        response = getattr(person.client, method)(path, HTTP_HOST=world.b.tenant.host)
        assert response["Location"].startswith("/connexion/?suite=")
    assert fingerprint(world.b.tenant) == before


@pytest.mark.parametrize("path", ["/recherche/?q=", "/actualites/?q="])
def test_searching_one_site_finds_nothing_of_the_other(world, path):
    for mairie, other in ((world.a, world.b), (world.b, world.a)):
        _response, text = visit(mairie, f"{path}{other.mark.upper()}")
        assert not [mark for mark in (other.mark, other.tenant.name, other.tenant.host) if mark in text]


@pytest.mark.parametrize("path", PAGES)
def test_nonsense_in_the_query_is_no_error_of_ours(world, path):
    for value in NONSENSE:
        query = "&".join(f"{name}={value}" for name in PARAMETERS)
        response, _text = visit(world.a, f"{path}?{query}")
        assert response.status_code < 500, value


@pytest.mark.parametrize("nonsense", NONSENSE)
@pytest.mark.parametrize(
    "pattern", ["/{}/", "/actualites/{}/", "/agenda/{}/", "/agenda/{}.ics", "/messages/{}/", "/mon-espace/messages/{}/"]
)
def test_nonsense_in_the_path_is_not_found(world, pattern, nonsense):
    response, _text = visit(world.a, pattern.format(nonsense))
    assert response.status_code in {400, 404}


def test_a_link_signed_in_one_mairie_opens_nothing_in_the_other(world):
    with mairie_context(world.a.tenant):
        path = urlsplit(visitors.link(conversation_id=NUMBER)).path
    response, text = visit(world.b, path)
    assert response.status_code == 404
    assert not [mark for mark in world.a.marks if mark in text]


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
@pytest.mark.parametrize("path", PAGES)
def test_a_method_that_a_page_does_not_know_changes_nothing(world, path, method):
    client = Client(HTTP_HOST=world.a.tenant.host, raise_request_exception=False)
    assert getattr(client, method)(path).status_code < 500
