"""Media that publications show are in use."""

from core.tenancy import mairie_context
from tests.tenant_apps.publications.factories import make_image, make_media, make_publication, pub


def test_a_media_in_use_names_its_publications(client_for, mairie_a):
    with mairie_context(mairie_a):
        media, free = make_media(), make_media()
        cover = make_publication(title="Couverture", cover=media)
        image = make_publication(title="Galerie")
        make_image(image)
        image.images.update(media=media)
        text = make_publication(title="Texte", content=f'<p><img src="/media/{media.name}"></p>')
        make_publication(title="Rien")
    client = client_for(mairie_a, "admin")

    refused = client.delete(f"/api/v1/media/media_{media.pk:03d}/")

    assert refused.status_code == 409
    assert refused.json()["error"]["details"]["usages"] == [
        {"kind": "publication", "id": pub(row), "title": row.title} for row in (cover, image, text)
    ]
    assert client.delete(f"/api/v1/media/media_{free.pk:03d}/").status_code == 204
