"""POST /publications/."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from core.api.timestamps import utc
from core.tenancy import mairie_context
from shared_apps.jobs.models import Job
from tenant_apps.dashboard.models import Activity
from tenant_apps.media.models import Media
from tenant_apps.publications.models import Image, Publication
from tests.factories import make_user
from tests.storages import BOTH, use_storage
from tests.tenant_apps.publications.factories import BASE, make_media, photo, stored_files

CONTRACT = {
    "type": "post",
    "title": "Inauguration du nouveau parc municipal",
    "content": "Nous avons le plaisir de vous annoncer l'ouverture officielle...",
    "category": "actualites",
    "tags": '["parc", "inauguration", "loisirs"]',
    "status": "published",
    "allow_comments": "true",
    "is_pinned": "false",
    "scheduled_at": "null",
}
MINIMAL = {"type": "post", "title": "Titre", "content": "Texte"}


def test_the_contracts_form_makes_a_publication_with_its_pictures(client_for, mairie_a, via):
    client = client_for(mairie_a, "mayor", via=via)
    files = {"cover_image": photo("couverture.jpg"), "images": [photo("a.jpg"), photo("b.png"), photo("c.jpg")]}

    response = client.post(BASE, data={**CONTRACT, **files})

    assert response.status_code == 201
    body = response.json()
    with mairie_context(mairie_a):
        publication = Publication.objects.get()
        images = list(Image.objects.order_by("position").select_related("media"))
    suffix = f"?municipality_code={mairie_a.code}" if via == "code" else ""
    urls = [f"/media/{image.media.name}{suffix}" for image in images]
    assert [image.media.original_filename for image in images] == ["a.jpg", "b.png", "c.jpg"]
    gallery = body.pop("gallery")
    assert [(one["id"], one["media_id"], one["url"]) for one in gallery] == [
        (f"img_{image.pk:03d}", f"media_{image.media_id:03d}", url) for image, url in zip(images, urls, strict=True)
    ]
    assert body == {
        "id": f"pub_{publication.pk:03d}",
        "type": "post",
        "title": "Inauguration du nouveau parc municipal",
        "content": "Nous avons le plaisir de vous annoncer l'ouverture officielle...",
        "excerpt": "Nous avons le plaisir de vous annoncer l'ouverture officielle...",
        "cover_image": body["cover_image"],
        "cover_image_alt": "",
        "images": urls,
        "author": {
            "id": client.user.id,
            "name": client.user.full_name,
            "avatar_url": None,
            "role": "Maire",
        },
        "status": "published",
        "category": "actualites",
        "tags": ["parc", "inauguration", "loisirs"],
        "priority": "normal",
        "likes": 0,
        "comments_count": 0,
        "views": 0,
        "liked_by_me": False,
        "is_pinned": False,
        "allow_comments": True,
        "created_at": utc(publication.created_at),
        "updated_at": utc(publication.updated_at),
        "published_at": utc(publication.published_at),
        "scheduled_at": None,
        "expires_at": None,
        "is_expired": False,
        "message": "Publication créée avec succès",
    }
    assert body["cover_image"].startswith("/media/publications/couverture-")


def test_json_without_files_is_accepted_as_well(client_for, mairie_a, via):
    body = {**MINIMAL, "type": "communique", "priority": "urgent", "tags": ["météo"], "scheduled_at": None}

    response = client_for(mairie_a, "moderator", via=via).post(BASE, json=body)

    assert response.status_code == 201
    made = response.json()
    assert (made["status"], made["priority"], made["tags"], made["published_at"]) == (
        "draft",
        "urgent",
        ["météo"],
        None,
    )
    assert made["author"]["role"] == "Modérateur"


def test_a_cover_and_an_image_may_come_from_the_library(client_for, mairie_a):
    with mairie_context(mairie_a):
        cover, image = make_media(alt_text="Le parc"), make_media()
    body = {**MINIMAL, "cover_image": f"media_{cover.pk:03d}", "images": [f"/media/{image.name}"]}

    made = client_for(mairie_a, "admin").post(BASE, json=body).json()

    assert (made["cover_image"], made["cover_image_alt"]) == (f"/media/{cover.name}", "Le parc")
    assert made["images"] == [f"/media/{image.name}"]


def test_alternative_texts_come_with_their_files(client_for, mairie_a):
    data = {
        **MINIMAL,
        "cover_image": photo(),
        "cover_image_alt": "Le parc vu du ciel",
        "images": [photo(), photo()],
        "images_alt": '["Le bassin", ""]',
    }

    made = client_for(mairie_a, "admin").post(BASE, data=data).json()

    assert made["cover_image_alt"] == "Le parc vu du ciel"
    assert [image["alt_text"] for image in made["gallery"]] == ["Le bassin", ""]


def test_html_is_sanitised_and_the_excerpt_is_its_text(client_for, mairie_a):
    content = (
        '<h2>Fête</h2><p onclick="x()">Le <b>14&nbsp;juillet</b><script>alert(1)</script></p><img src="javascript:x">'
    )

    made = client_for(mairie_a, "admin").post(BASE, json={**MINIMAL, "content": content}).json()

    assert made["content"] == "<h2>Fête</h2><p>Le <b>14&nbsp;juillet</b></p><img>"
    assert made["excerpt"] == "Fête Le 14 juillet"


def test_a_scheduled_one_needs_a_moment_that_lies_ahead(client_for, mairie_a):
    client = client_for(mairie_a, "admin")
    past = utc(timezone.now() - timedelta(minutes=1))
    ahead = timezone.now().replace(microsecond=0) + timedelta(hours=1)

    without = client.post(BASE, json={**MINIMAL, "status": "scheduled"})
    late = client.post(BASE, json={**MINIMAL, "status": "scheduled", "scheduled_at": past})
    right = client.post(BASE, json={**MINIMAL, "status": "scheduled", "scheduled_at": utc(ahead)})

    assert [without.status_code, late.status_code, right.status_code] == [422, 422, 201]
    assert set(without.json()["error"]["details"]) == set(late.json()["error"]["details"]) == {"scheduled_at"}
    assert (right.json()["status"], right.json()["published_at"]) == ("scheduled", None)
    assert Job.objects.get(kind="publications.publish").due_at == ahead


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"type": "affiche"}, "type"),
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"content": "   "}, "content"),
        ({"content": "<p> </p>"}, "content"),
        ({"category": "inconnue"}, "category"),
        ({"status": "publique"}, "status"),
        ({"priority": "vitale"}, "priority"),
        ({"expires_at": "2020-01-01T00:00:00Z"}, "expires_at"),
        ({"status": "published", "scheduled_at": "2999-01-01T00:00:00Z"}, "scheduled_at"),
        ({"cover_image": "media_999"}, "cover_image"),
        ({"images": ["n'importe quoi"]}, "images"),
        ({"tags": "pas une liste"}, "tags"),
    ],
)
def test_a_wrong_value_is_named(client_for, mairie_a, changes, field):
    response = client_for(mairie_a, "admin").post(BASE, json={**MINIMAL, **changes})

    assert response.status_code == 422
    assert set(response.json()["error"]["details"]) == {field}


def test_archived_is_no_state_to_begin_with(client_for, mairie_a):
    response = client_for(mairie_a, "admin").post(BASE, json={**MINIMAL, "status": "archived"})

    assert response.status_code == 409
    assert response.json()["error"]["code"] == "INVALID_STATUS_CHANGE"


@pytest.mark.parametrize("kind", BOTH)
def test_one_refused_file_leaves_nothing_behind(client_for, mairie_a, kind, tmp_path):
    with use_storage(kind, tmp_path):
        _refuse_one_of_eleven(client_for(mairie_a, "mayor"), mairie_a)


def _refuse_one_of_eleven(client, mairie_a):
    broken = SimpleUploadedFile("faux.jpg", b"\xff\xd8\xff\xe0 not a picture", content_type="image/jpeg")
    images = [photo(f"{number}.jpg") for number in range(9)]

    response = client.post(BASE, data={**CONTRACT, "cover_image": photo(), "images": [*images, broken]})

    assert response.status_code == 422
    assert set(response.json()["error"]["details"]) == {"images"}
    with mairie_context(mairie_a):
        activities = Activity.objects.filter(type__startswith="pub")
        assert (Publication.objects.count(), Media.objects.count(), activities.count()) == (0, 0, 0)
    assert stored_files(mairie_a) == []


def test_a_document_is_no_picture(client_for, mairie_a):
    document = SimpleUploadedFile("note.pdf", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n%%EOF", content_type="application/pdf")

    response = client_for(mairie_a, "mayor").post(BASE, data={**CONTRACT, "cover_image": document})

    assert response.status_code == 422
    assert set(response.json()["error"]["details"]) == {"cover_image"}


def test_what_was_done_is_recorded_with_its_author(client_for, mairie_a):
    client = client_for(mairie_a, "mayor")

    made = client.post(BASE, data=CONTRACT).json()

    with mairie_context(mairie_a):
        rows = Activity.objects.filter(target=made["id"]).order_by("id").values_list("type", "actor_id", "description")
        assert list(rows) == [
            ("publication_created", client.user.id, made["title"]),
            ("publication_published", client.user.id, made["title"]),
        ]


@pytest.mark.parametrize(
    ("role", "fields", "status", "code"),
    [
        (None, {}, 401, "UNAUTHENTICATED"),
        ("citizen", {}, 403, "PERMISSION_DENIED"),
        ("moderator", {"role_status": "pending"}, 403, "PERMISSION_DENIED"),
        ("moderator", {"is_verified": False}, 403, "EMAIL_NOT_VERIFIED"),
    ],
)
def test_only_active_verified_staff_publishes(client_for, mairie_a, via, role, fields, status, code):
    with mairie_context(mairie_a):
        user = make_user(role=role, **fields) if role else None

    response = client_for(mairie_a, via=via, user=user).post(BASE, json=MINIMAL)

    assert (response.status_code, response.json()["error"]["code"]) == (status, code)


def test_it_belongs_to_its_mairie_alone(client_for, mairie_a, mairie_b):
    for mairie in (mairie_a, mairie_b):
        client_for(mairie, "mayor").post(BASE, json={**MINIMAL, "title": f"Celle de {mairie.code}"})

    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            assert list(Publication.objects.values_list("title", flat=True)) == [f"Celle de {mairie.code}"]
