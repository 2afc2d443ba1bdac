"""POST /publications/{id}/like/."""

import pytest

from core.tenancy import mairie_context
from tenant_apps.publications.models import Like, Publication
from tests.factories import make_user
from tests.tenant_apps.publications.factories import make_like, make_publication, path


def test_a_like_is_given_and_taken_back(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        publication = make_publication()
        make_like(publication, make_user())
    client = client_for(mairie_a, "citizen", via=via)

    first, second = client.post(path(publication, "like")), client.post(path(publication, "like"))

    assert (first.status_code, first.json()) == (200, {"liked": True, "likes_count": 2})
    assert (second.status_code, second.json()) == (200, {"liked": False, "likes_count": 1})
    with mairie_context(mairie_a):
        assert (Like.objects.count(), Publication.objects.get().likes_count) == (1, 1)


def test_it_shows_in_the_list_of_who_gave_it_alone(client_for, mairie_a):
    with mairie_context(mairie_a):
        publication = make_publication()
    fan, other = client_for(mairie_a, "citizen"), client_for(mairie_a, "citizen")

    fan.post(path(publication, "like"))

    for client, liked in ((fan, True), (other, False)):
        [row] = client.get("/api/v1/publications/").json()["results"]
        assert (row["liked_by_me"], row["likes"]) == (liked, 1)


@pytest.mark.parametrize(
    ("role", "status", "code"), [("citizen", 404, "PUBLICATION_NOT_FOUND"), ("mayor", 409, "PUBLICATION_NOT_PUBLIC")]
)
def test_what_is_not_on_line_is_not_liked(client_for, mairie_a, role, status, code):
    with mairie_context(mairie_a):
        publication = make_publication(status="draft")

    response = client_for(mairie_a, role).post(path(publication, "like"))

    assert (response.status_code, response.json()["error"]["code"]) == (status, code)


def test_an_unverified_address_does_not_like(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        publication, user = make_publication(), make_user(is_verified=False)

    response = client_for(mairie_a, via=via, user=user).post(path(publication, "like"))

    assert (response.status_code, response.json()["error"]["code"]) == (403, "EMAIL_NOT_VERIFIED")
    assert client_for(mairie_a, via=via).post(path(publication, "like")).status_code == 401


def test_the_same_number_elsewhere_is_not_liked(client_for, mairie_a, mairie_b):
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            publication = make_publication(pk=4711)

    client_for(mairie_a, "citizen").post(path(publication, "like"))

    with mairie_context(mairie_b):
        assert Publication.objects.get(pk=4711).likes_count == 0
