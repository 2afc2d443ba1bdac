"""What staff may change in the library, and what keeps a media from being deleted."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.db import transaction

from core.api.errors import NotFoundError, ValidationFailed
from tenant_apps.dashboard.models import Activity
from tenant_apps.media import services
from tenant_apps.media.errors import MediaInUse
from tenant_apps.media.models import Media
from tenant_apps.media.services import usage
from tests.storages import BOTH
from tests.tenant_apps.media import samples
from tests.tenant_apps.media.factories import make_media, names_in


@pytest.fixture
def used(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Media that some page of the website shows."""
    ids: list[int] = []

    def places(media_ids: Sequence[int]) -> list[usage.Usage]:
        return [{"kind": "page", "id": "page_001", "title": "Accueil"} for media_id in media_ids if media_id in ids]

    monkeypatch.setattr(usage, "_providers", {})
    usage.register(places)
    return ids


def test_an_upload_is_told_in_the_activities(actor: Any) -> None:
    media = services.upload(file=samples.upload(samples.PDF, "bulletin.pdf"), folder="documents", actor=actor)
    activity = Activity.objects.latest("pk")
    assert (activity.type, activity.description, activity.actor_id, activity.target) == (
        "media_uploaded",
        "bulletin.pdf",
        actor.id,
        f"media_{media.pk:03d}",
    )


def test_the_type_asked_for_has_to_be_the_content(actor: Any) -> None:
    with pytest.raises(ValidationFailed) as refusal:
        services.upload(file=samples.upload(samples.PDF, "a.pdf"), type="image", folder="documents", actor=actor)
    assert list(refusal.value.details) == ["file"]


def test_describing_and_moving_a_media_keeps_its_address(actor: Any, store: Any) -> None:
    media = make_media()
    changed = services.update(media=media, actor=actor, alt_text="La place du marché", folder="website")
    assert (changed.alt_text, changed.folder, changed.name) == ("La place du marché", "website", media.name)
    assert services.update(media=media, actor=actor, alt_text="").folder == "website"
    with pytest.raises(ValidationFailed):
        services.update(media=media, actor=actor, folder="private")


@pytest.mark.parametrize("store", BOTH, indirect=True)
def test_files_go_only_once_the_deletion_is_committed(
    actor: Any, store: Any, django_capture_on_commit_callbacks: Any
) -> None:
    media, kept = make_media(), make_media()
    with django_capture_on_commit_callbacks(execute=True):
        services.delete(media=media, actor=actor)
        assert media.name in names_in(store)
    assert not Media.objects.filter(pk=media.pk).exists()
    assert len(names_in(store)) == 2
    assert kept.name in names_in(store)


def test_a_deletion_that_is_rolled_back_keeps_the_file(actor: Any, store: Any) -> None:
    media = make_media()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        services.delete(media=media, actor=actor)
        1 / 0  # noqa: B018
    assert Media.objects.filter(pk=media.pk).exists()
    assert media.name in names_in(store)


def test_a_media_in_use_is_not_deleted_and_the_places_are_told(actor: Any, store: Any, used: list[int]) -> None:
    media = make_media()
    used.append(media.pk)
    with pytest.raises(MediaInUse) as refusal:
        services.delete(media=media, actor=actor)
    assert refusal.value.details == {"usages": [{"kind": "page", "id": "page_001", "title": "Accueil"}]}
    assert Media.objects.filter(pk=media.pk).exists()


def test_registering_a_provider_twice_asks_it_once(actor: Any, used: list[int]) -> None:
    [provider] = usage._providers.values()
    usage.register(provider)
    used.append(7)
    assert len(usage.places([7])) == 1


def test_a_media_deleted_meanwhile_is_not_found(actor: Any) -> None:
    media = make_media()
    Media.objects.filter(pk=media.pk).delete()
    with pytest.raises(NotFoundError):
        services.delete(media=media, actor=actor)
    with pytest.raises(NotFoundError):
        services.update(media=media, actor=actor, alt_text="x")
