"""DELETE /publications/{id}/."""

import pytest

from core.tenancy import mairie_context
from shared_apps.jobs.models import Job
from tenant_apps.dashboard.models import Activity
from tenant_apps.media.models import Media
from tenant_apps.publications.models import Comment, CommentReport, Image, Like, Publication
from tests.factories import make_user
from tests.tenant_apps.publications.factories import (
    BASE,
    make_comment,
    make_image,
    make_like,
    make_media,
    make_publication,
    path,
    pub,
)


def test_it_goes_with_all_that_hangs_on_it_but_its_pictures(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        publication = make_publication(title="À supprimer", cover=make_media())
        make_image(publication)
        comment = make_comment(publication)
        make_comment(publication, parent=comment)
        CommentReport.objects.create(comment=comment, reporter=make_user(), reason="")
        make_like(publication, make_user())
    client = client_for(mairie_a, "moderator", via=via)

    response = client.delete(path(publication))

    assert (response.status_code, response.content) == (204, b"")
    with mairie_context(mairie_a):
        kinds = (Publication, Image, Comment, CommentReport, Like)
        assert [kind.objects.count() for kind in kinds] == [0, 0, 0, 0, 0]
        assert Media.objects.count() == 2
        activity = Activity.objects.get(type="publication_deleted")
        assert (activity.target, activity.description, activity.actor_id) == (
            pub(publication),
            "À supprimer",
            client.user.id,
        )
    assert client.delete(path(publication)).status_code == 404


def test_its_jobs_go_too(client_for, mairie_a):
    client = client_for(mairie_a, "mayor")
    body = {"type": "post", "title": "T", "content": "C", "status": "scheduled", "scheduled_at": "2999-01-01T00:00:00Z"}
    made = client.post(BASE, json={**body, "expires_at": "2999-02-01T00:00:00Z"}).json()

    client.delete(f"{BASE}{made['id']}/")

    assert not Job.objects.filter(kind__startswith="publications.").exists()


@pytest.mark.parametrize(("role", "status"), [(None, 401), ("citizen", 403)])
def test_only_staff_deletes_publications(client_for, mairie_a, via, role, status):
    with mairie_context(mairie_a):
        publication = make_publication()

    assert client_for(mairie_a, role, via=via).delete(path(publication)).status_code == status
    with mairie_context(mairie_a):
        assert Publication.objects.count() == 1


def test_the_same_number_elsewhere_stays(client_for, mairie_a, mairie_b):
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            publication = make_publication(pk=4711)

    client_for(mairie_a, "mayor").delete(path(publication))

    with mairie_context(mairie_b):
        assert Publication.objects.filter(pk=4711).exists()
