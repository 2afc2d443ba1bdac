import pytest

from core.api.errors import ValidationFailed
from shared_apps.municipalities.errors import SlugReserved, SlugTaken
from shared_apps.municipalities.models import Commune, Municipality
from shared_apps.municipalities.naming import slug_candidates
from shared_apps.municipalities.services import lifecycle, slugs

pytestmark = pytest.mark.django_db


def test_every_commune_of_the_register_could_have_a_mairie_at_once():
    taken: set[str] = set(slugs.RESERVED)
    for name, department, code in Commune.objects.values_list("name", "department_code", "code"):
        slug = next((slug for slug in slug_candidates(name, department, code) if slug not in taken), None)
        assert slug is not None, name
        taken.add(slug)


@pytest.mark.parametrize("slug", ["www", "api", "admin", "mail", "static", "media", "platform", "preview", "WWW "])
def test_a_reserved_subdomain_is_refused(slug):
    with pytest.raises(SlugReserved):
        slugs.chosen_slug(slug)


@pytest.mark.parametrize("slug", ["-a", "a-", "a.b", "a_b", "é", "a" * 64, "xn--abc", "a b"])
def test_what_is_no_dns_label_is_refused(slug):
    with pytest.raises(ValidationFailed):
        slugs.chosen_slug(slug)


def test_a_subdomain_of_another_mairie_is_refused_even_a_former_one(mairie_a, mairie_b):
    lifecycle.update(code=mairie_a.code, changes={"slug": "nouvelle-adresse"})

    for slug in (mairie_a.slug, "nouvelle-adresse"):
        with pytest.raises(SlugTaken):
            slugs.chosen_slug(slug, owner=Municipality.objects.get(code=mairie_b.code))


def test_a_mairie_may_take_its_former_subdomain_back(mairie_a):
    lifecycle.update(code=mairie_a.code, changes={"slug": "nouvelle-adresse"})

    assert slugs.chosen_slug(mairie_a.slug, owner=Municipality.objects.get(code=mairie_a.code)) == mairie_a.slug
