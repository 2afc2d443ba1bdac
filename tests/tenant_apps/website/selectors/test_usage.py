"""Where the site shows media of the library."""

from core.tenancy import mairie_context
from tenant_apps.website.models import Site
from tenant_apps.website.selectors.usage import places_of_media
from tests.tenant_apps.website.factories import make_media, make_page


def test_a_media_in_use_names_its_places_and_is_not_deleted(client_for, mairie_a):
    with mairie_context(mairie_a):
        media, unused = make_media(), make_media()
        page = make_page(title="École", content=f'<p><img src="/media/{media.name}" alt=""></p>')
        Site.objects.update(logo=media, favicon=media, hero_image=media)

    client = client_for(mairie_a, "mayor")
    refused = client.delete(f"/api/v1/media/media_{media.pk:03d}/")

    assert (refused.status_code, refused.json()["error"]["details"]["usages"]) == (
        409,
        [
            {"kind": "website", "id": "favicon", "title": "Icône du site"},
            {"kind": "website", "id": "logo", "title": "Logo du site"},
            {"kind": "website", "id": "section_hero", "title": "Bannière de l'accueil"},
            {"kind": "page", "id": f"page_{page.pk:03d}", "title": "École"},
        ],
    )
    with mairie_context(mairie_a):
        assert places_of_media([unused.pk]) == []
