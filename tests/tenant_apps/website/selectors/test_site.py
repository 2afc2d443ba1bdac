"""The site as its pages need it."""

from tenant_apps.website.selectors.site import current_site
from tests.queries import queries
from tests.tenant_apps.website.factories import make_page


def test_it_takes_one_query_whatever_the_number_of_pages(inside, mairie_a):
    inside(mairie_a)
    for number in range(30):
        make_page(in_menu=True, menu_order=-number)

    with queries() as sent:
        site = current_site()

    assert len(sent) == 1
    assert len(site.menu) == 30


def test_the_menu_holds_pages_on_line_in_their_order(inside, mairie_a):
    inside(mairie_a)
    make_page(title="Deux", slug="deux", in_menu=True, menu_order=2)
    make_page(title="Un", slug="un", in_menu=True, menu_order=1)
    make_page(title="Brouillon", in_menu=True, is_published=False)
    make_page(title="Hors menu")

    assert [(link.title, link.url) for link in current_site().menu] == [("Un", "/un/"), ("Deux", "/deux/")]
