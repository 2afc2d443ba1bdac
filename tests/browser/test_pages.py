"""Pages people look at: nothing for axe to find, no sideways scrolling, nothing from another origin."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser
GIF = "gif-sur-yvette.localhost"


def visit(page, site, host, path):
    """Open the page and give the origins it asked, its status and its violations."""
    address = site.replace("localhost", host)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    response = page.goto(f"{address}{path}")
    found = Axe().run(page).response["violations"]
    foreign = [url for url in asked if not url.startswith((address, "data:"))]
    return response.status, [(rule["id"], rule["nodes"][0]["html"]) for rule in found], foreign


@pytest.mark.parametrize(
    ("host", "path", "status", "heading"),
    [
        ("localhost", "/", 200, "E-CMS Mairie"),
        ("localhost", "/api/v1/docs/", 200, "Documentation de l'API"),
        (GIF, "/api/v1/docs/", 200, "Documentation de l'API"),
        (GIF, "/", 200, "Site en construction"),
        (GIF, "/nulle-part", 404, "Page introuvable"),
        ("inconnue.localhost", "/", 404, "Page introuvable"),
    ],
)
def test_a_page_is_accessible_whole_and_self_contained(page, site, host, path, status, heading):
    assert visit(page, site, host, path) == (status, [], [])
    assert page.locator("h1").all_inner_texts() == [heading]
    assert page.evaluate("document.documentElement.lang") == "fr"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
