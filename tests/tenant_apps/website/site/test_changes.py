"""What is taken off the site, or changed there, is so with the next request, though pages are kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.pages.shelves import shelves
from core.tenancy import mairie_context
from tenant_apps.accounts.services.management import delete_account
from tenant_apps.events.models import Event
from tenant_apps.events.services.events import delete_event, update_event
from tenant_apps.media.services.library import update as describe
from tenant_apps.publications.models import Comment, Publication
from tenant_apps.publications.services.categories import update_category
from tenant_apps.publications.services.moderation import moderate_comments
from tenant_apps.publications.services.publications import delete_publication, update_publication
from tests.factories import make_user
from tests.sites import browse, publish_site
from tests.tenant_apps.events.factories import make_event
from tests.tenant_apps.publications.factories import make_comment, make_media, make_publication

NEWS, AGENDA = "/actualites/", "/agenda/liste/"


@pytest.fixture
def kept(mairie_a, settings):
    """A site whose pages are kept, with something of each kind on it."""
    settings.PAGE_CACHE_BYTES = 8 * 1024 * 1024
    publish_site(mairie_a)
    shelves.clear()
    with mairie_context(mairie_a):
        author = make_user(first_name="Odette", last_name="Cygne", role="mayor")
        make_user(role="admin")
        cover = make_media(alt_text="Les lampions")
        post = make_publication(title="Fermeture", author=author, category="culture", cover=cover)
        make_comment(post, content="Quelle honte")
        make_event(title="Braderie", start_at=timezone.now() + timedelta(days=2))
    yield mairie_a
    shelves.clear()


def article():
    return f"/actualites/{Publication.objects.get().pk}-fermeture/"


def archive(actor):
    update_publication(publication_id=Publication.objects.get().pk, actor=actor, fields={"status": "archived"})


def erase(actor):
    delete_publication(publication_id=Publication.objects.get().pk, actor=actor)


def hide(actor):
    moderate_comments(comment_ids=[Comment.objects.get().pk], action="hide", actor=actor)


def rename(actor):
    update_category(slug="culture", actor=actor, label="Loisirs")


def close(actor):
    update_event(event_id=Event.objects.get().pk, actor=actor, fields={"is_public": False})


def cancel(actor):
    delete_event(event_id=Event.objects.get().pk, actor=actor)


def redescribe(actor):
    describe(media=Publication.objects.get().cover, actor=actor, alt_text="La fanfare")


def forget(actor):
    delete_account(account_id=Publication.objects.get().author_id, actor=actor)


@pytest.mark.parametrize(
    ("path", "text", "change"),
    [
        (NEWS, "Fermeture", archive),
        (NEWS, "Fermeture", erase),
        ("/actualites/flux.rss", "Fermeture", archive),
        (article, "Quelle honte", hide),
        (article, "Culture", rename),
        (article, "Les lampions", redescribe),
        (article, "Odette Cygne", forget),
        (AGENDA, "Braderie", close),
        (AGENDA, "Braderie", cancel),
    ],
)
def test_the_next_reader_sees_the_change(kept, path, text, change, django_capture_on_commit_callbacks):
    with mairie_context(kept):
        address = path() if callable(path) else path
    assert text in browse(kept, address).content.decode()

    with mairie_context(kept), django_capture_on_commit_callbacks(execute=True):
        change(make_user(role="mayor"))

    assert text not in browse(kept, address).content.decode()
