"""PUT and PATCH /publications/{id}/."""

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
from tests.tenant_apps.publications.factories import (
    make_image,
    make_media,
    make_publication,
    path,
    photo,
    pub,
    stored_files,
)

HOUR = timedelta(hours=1)


def test_the_contracts_form_changes_what_it_names(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        publication = make_publication(title="Avant", status="draft", tags=["parc"], is_pinned=True)
        first, second = make_image(publication, 1), make_image(publication, 2)
        third = make_image(publication, 3)
    data = {
        "title": "Titre modifié",
        "content": "Contenu modifié",
        "status": "published",
        "remove_images": f'["img_{first.pk:03d}", "img_{second.pk:03d}"]',
        "new_images": [photo("x.jpg"), photo("y.jpg")],
    }

    response = client_for(mairie_a, "moderator", via=via).put(path(publication), data=data)

    assert response.status_code == 200
    body = response.json()
    with mairie_context(mairie_a):
        changed = Publication.objects.get()
        images = list(Image.objects.order_by("position").select_related("media"))
    assert (body["id"], body["title"], body["message"]) == (
        pub(publication),
        "Titre modifié",
        "Publication mise à jour",
    )
    assert body["updated_at"] == utc(changed.updated_at)
    assert changed.updated_at > publication.updated_at
    assert (body["content"], body["status"]) == ("Contenu modifié", "published")
    assert (body["tags"], body["is_pinned"], body["type"]) == (["parc"], True, "post")
    assert images[0].pk == third.pk
    assert [image.media.original_filename for image in images[1:]] == ["x.jpg", "y.jpg"]
    assert [image["id"] for image in body["gallery"]] == [f"img_{image.pk:03d}" for image in images]


def test_patch_is_the_same(client_for, mairie_a):
    with mairie_context(mairie_a):
        publication = make_publication()

    response = client_for(mairie_a, "admin").patch(path(publication), json={"is_pinned": True})

    assert (response.status_code, response.json()["is_pinned"]) == (200, True)


def test_nothing_sent_changes_nothing_but_the_moment(client_for, mairie_a):
    with mairie_context(mairie_a):
        publication = make_publication(tags=["a"], expires_at=timezone.now() + HOUR)
    client = client_for(mairie_a, "admin")
    before = client.get(path(publication)).json()

    response = client.put(path(publication), json={})

    after = response.json()
    ignored = {"updated_at", "message", "comments", "views"}
    assert {k: v for k, v in after.items() if k not in ignored} == {k: v for k, v in before.items() if k not in ignored}


@pytest.mark.parametrize("reference", ["image", "media", "address", "address_by_code", "absolute"])
def test_an_image_is_removed_by_any_of_its_names(client_for, mairie_a, reference):
    with mairie_context(mairie_a):
        publication = make_publication()
        image, other = make_image(publication, 1), make_image(publication, 2)
        name = image.media.name
    names = {
        "image": f"img_{image.pk:03d}",
        "media": f"media_{image.media_id:03d}",
        "address": f"/media/{name}",
        "address_by_code": f"/media/{name}?municipality_code={mairie_a.code}",
        "absolute": f"{mairie_a.url()}media/{name}",
    }

    body = client_for(mairie_a, "admin").put(path(publication), json={"remove_images": [names[reference]]}).json()

    assert [one["id"] for one in body["gallery"]] == [f"img_{other.pk:03d}"]
    with mairie_context(mairie_a):
        assert Media.objects.filter(pk=image.media_id).exists()


def test_an_image_of_another_publication_is_not_removed(client_for, mairie_a):
    with mairie_context(mairie_a):
        publication, foreign = make_publication(), make_image(make_publication())

    response = client_for(mairie_a, "admin").put(path(publication), json={"remove_images": [f"img_{foreign.pk:03d}"]})

    assert response.status_code == 422
    assert set(response.json()["error"]["details"]) == {"remove_images"}


def test_null_takes_the_cover_away_and_a_file_replaces_it(client_for, mairie_a):
    with mairie_context(mairie_a):
        publication = make_publication(cover=make_media())
    client = client_for(mairie_a, "admin")

    replaced = client.put(path(publication), data={"cover_image": photo("neuve.jpg")}).json()
    kept = client.put(path(publication), data={"title": "Autre"}).json()
    removed = client.put(path(publication), data={"cover_image": "null"}).json()

    assert replaced["cover_image"].startswith("/media/publications/neuve-")
    assert kept["cover_image"] == replaced["cover_image"]
    assert removed["cover_image"] is None


def test_one_refused_file_changes_nothing(client_for, mairie_a):
    with mairie_context(mairie_a):
        publication = make_publication(title="Avant")
        image = make_image(publication)
    broken = SimpleUploadedFile("faux.png", b"\x89PNG\r\n\x1a\nbroken", content_type="image/png")
    data = {
        "title": "Après",
        "remove_images": f'["img_{image.pk:03d}"]',
        "cover_image": photo(),
        "new_images": [photo(), broken],
    }

    response = client_for(mairie_a, "admin").put(path(publication), data=data)

    assert (response.status_code, set(response.json()["error"]["details"])) == (422, {"new_images"})
    with mairie_context(mairie_a):
        assert (Publication.objects.get().title, Image.objects.count(), Media.objects.count()) == ("Avant", 1, 1)
    assert stored_files(mairie_a) == []


def test_a_refusal_of_the_rows_leaves_no_file_either(client_for, mairie_a):
    with mairie_context(mairie_a):
        publication = make_publication(status="archived")

    response = client_for(mairie_a, "admin").put(
        path(publication), data={"new_images": [photo()], "remove_images": '["img_999"]', "cover_image": photo()}
    )

    assert response.status_code == 422
    assert stored_files(mairie_a) == []


@pytest.mark.parametrize(
    ("before", "to", "status"),
    [
        ("draft", "published", 200),
        ("draft", "scheduled", 200),
        ("draft", "archived", 409),
        ("scheduled", "draft", 200),
        ("scheduled", "published", 200),
        ("scheduled", "archived", 409),
        ("published", "draft", 200),
        ("published", "archived", 200),
        ("published", "scheduled", 409),
        ("archived", "draft", 200),
        ("archived", "published", 409),
        ("archived", "scheduled", 409),
        ("draft", "draft", 200),
        ("published", "published", 200),
    ],
)
def test_which_changes_of_status_are_allowed(client_for, mairie_a, before, to, status):
    ahead = timezone.now() + HOUR
    with mairie_context(mairie_a):
        publication = make_publication(status=before, scheduled_at=ahead if before == "scheduled" else None)
    body = {"status": to, **({"scheduled_at": utc(ahead)} if to == "scheduled" else {})}

    response = client_for(mairie_a, "admin").put(path(publication), json=body)

    assert response.status_code == status
    if status == 409:
        assert response.json()["error"]["code"] == "INVALID_STATUS_CHANGE"
        assert response.json()["error"]["details"]["status"] == before
    else:
        assert response.json()["status"] == to
        assert (response.json()["published_at"] is not None) == (to in {"published", "archived"})


def test_publishing_now_drops_the_plan(client_for, mairie_a):
    with mairie_context(mairie_a):
        publication = make_publication(status="scheduled", scheduled_at=timezone.now() + HOUR)

    body = client_for(mairie_a, "admin").put(path(publication), json={"status": "published"}).json()

    assert (body["status"], body["scheduled_at"]) == ("published", None)
    job = Job.objects.get(kind="publications.publish")
    assert job.due_at <= timezone.now()


def test_the_moment_can_be_moved_and_its_job_follows(client_for, mairie_a):
    later = timezone.now().replace(microsecond=0) + 5 * HOUR
    with mairie_context(mairie_a):
        publication = make_publication(status="scheduled", scheduled_at=timezone.now() + HOUR)

    response = client_for(mairie_a, "admin").put(path(publication), json={"scheduled_at": utc(later)})

    assert response.status_code == 200
    assert Job.objects.get(kind="publications.publish").due_at == later


def test_back_to_draft_takes_the_jobs_back(client_for, mairie_a):
    client = client_for(mairie_a, "admin")
    ahead = utc(timezone.now() + HOUR)
    later = utc(timezone.now() + 2 * HOUR)
    body = {"type": "communique", "title": "T", "content": "C", "status": "scheduled", "scheduled_at": ahead}
    made = client.post("/api/v1/publications/", json={**body, "expires_at": later}).json()
    assert Job.objects.filter(kind__startswith="publications.").count() == 2

    client.put(f"/api/v1/publications/{made['id']}/", json={"status": "draft"})

    assert not Job.objects.filter(kind__startswith="publications.").exists()


def test_one_whose_moment_has_come_counts_as_published(client_for, mairie_a):
    moment = timezone.now().replace(microsecond=0) - HOUR
    with mairie_context(mairie_a):
        publication = make_publication(status="scheduled", scheduled_at=moment)
    client = client_for(mairie_a, "admin")

    unchanged = client.put(path(publication), json={"title": "Corrigé", "scheduled_at": utc(moment)})
    moved = client.put(path(publication), json={"scheduled_at": utc(timezone.now() + HOUR)})
    archived = client.put(path(publication), json={"status": "archived"})

    assert (unchanged.status_code, unchanged.json()["published_at"]) == (200, utc(moment))
    assert moved.status_code == 422
    assert (archived.status_code, archived.json()["status"]) == (200, "archived")


def test_an_expired_one_comes_back_when_its_end_is_put_off(client_for, mairie_a):
    with mairie_context(mairie_a):
        publication = make_publication(expires_at=timezone.now() - HOUR)
    citizen = client_for(mairie_a, "citizen")
    assert citizen.get(path(publication)).status_code == 404

    client_for(mairie_a, "admin").put(path(publication), json={"expires_at": utc(timezone.now() + HOUR)})

    assert citizen.get(path(publication)).status_code == 200


def test_a_derived_excerpt_follows_the_content_and_a_written_one_stays(client_for, mairie_a):
    client = client_for(mairie_a, "admin")
    body = {"type": "post", "title": "T", "content": "Premier texte."}
    derived = client.post("/api/v1/publications/", json=body).json()
    written = client.post("/api/v1/publications/", json={**body, "excerpt": "À lire"}).json()

    changes = {"content": "Second texte."}
    assert client.put(f"/api/v1/publications/{derived['id']}/", json=changes).json()["excerpt"] == "Second texte."
    assert client.put(f"/api/v1/publications/{written['id']}/", json=changes).json()["excerpt"] == "À lire"
    emptied = client.put(f"/api/v1/publications/{written['id']}/", json={"excerpt": ""}).json()
    assert emptied["excerpt"] == "Second texte."


def test_null_takes_category_tags_and_expiry_away(client_for, mairie_a):
    with mairie_context(mairie_a):
        publication = make_publication(category="culture", tags=["a"], expires_at=timezone.now() + HOUR)
    nothing = {"category": "null", "tags": "null", "expires_at": "null"}

    body = client_for(mairie_a, "admin").put(path(publication), data=nothing).json()

    assert (body["category"], body["tags"], body["expires_at"]) == (None, [], None)


def test_what_was_done_is_recorded(client_for, mairie_a):
    with mairie_context(mairie_a):
        publication = make_publication(status="draft")
    client = client_for(mairie_a, "admin")

    client.put(path(publication), json={"title": "Autre"})
    client.put(path(publication), json={"status": "published"})

    with mairie_context(mairie_a):
        rows = Activity.objects.filter(target=pub(publication)).order_by("id").values_list("type", "actor_id")
        assert list(rows) == [("publication_updated", client.user.id), ("publication_published", client.user.id)]


@pytest.mark.parametrize(("role", "status"), [(None, 401), ("citizen", 403)])
def test_only_staff_changes_publications(client_for, mairie_a, via, role, status):
    with mairie_context(mairie_a):
        publication = make_publication()

    assert client_for(mairie_a, role, via=via).put(path(publication), json={"title": "X"}).status_code == status


def test_the_same_number_elsewhere_is_left_alone(client_for, mairie_a, mairie_b):
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            publication = make_publication(pk=4711, title="Avant")

    client_for(mairie_a, "admin").put(path(publication), json={"title": "Après"})

    with mairie_context(mairie_b):
        assert Publication.objects.get(pk=4711).title == "Avant"
