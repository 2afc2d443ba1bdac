"""Responsive widths are made by a job, once, and never of what was deleted."""

import io
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image

from core.tenancy import public_context
from shared_apps.jobs.models import Job
from shared_apps.jobs.registry import get
from tenant_apps.media.models import Media
from tenant_apps.media.services import naming, renditions
from tests.storages import BOTH
from tests.tenant_apps.media import samples
from tests.tenant_apps.media.factories import make_media, names_in

pytestmark = pytest.mark.parametrize("store", BOTH, indirect=True)


def jobs() -> list[tuple[str, Any]]:
    with public_context():
        return list(Job.objects.filter(kind=renditions.JOB).values_list("key", "payload"))


def test_an_upload_leaves_a_job_unless_the_image_is_small(actor: Any, store: Any) -> None:
    wide = make_media(samples.image(size=(900, 300)))
    make_media(samples.image(size=(480, 300)))
    make_media(samples.PDF, "a.pdf")
    assert jobs() == [(f"media:{wide.pk}", {"media_id": wide.pk})]


def test_the_job_makes_the_missing_widths_and_says_so(actor: Any, store: Any) -> None:
    media = make_media(samples.image(size=(1300, 650)))
    get(renditions.JOB).handler(payload={"media_id": media.pk}, key="")
    media.refresh_from_db()
    assert media.widths == [480, 800, 1200]
    names = [naming.width_name(media.name, width) for width in media.widths]
    assert set(names) <= set(names_in(store))
    with store.open(names[1]) as file:
        image = Image.open(io.BytesIO(file.read()))
    assert (image.format, image.size) == ("WEBP", (800, 400))
    assert renditions.make(media_id=media.pk) == []


def test_what_a_killed_run_left_is_replaced(actor: Any, store: Any) -> None:
    media = make_media(samples.image(size=(600, 300)))
    name = naming.width_name(media.name, 480)
    store.save(name, ContentFile(b"half a picture"))
    assert renditions.make(media_id=media.pk) == [480]
    with store.open(name) as file:
        assert Image.open(io.BytesIO(file.read())).size == (480, 240)


def test_a_failed_run_leaves_nothing_behind(actor: Any, store: Any) -> None:
    media = make_media(samples.image(size=(900, 300)))
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        renditions.make(media_id=media.pk)
        1 / 0  # noqa: B018
    media.refresh_from_db()
    assert media.widths == []
    assert len(names_in(store)) == 2


def test_a_deleted_media_needs_no_renditions(actor: Any, store: Any) -> None:
    media = make_media(samples.image(size=(900, 300)))
    Media.objects.filter(pk=media.pk).delete()
    assert renditions.make(media_id=media.pk) == []
    assert len(names_in(store)) == 2


def test_an_animation_gets_still_renditions(actor: Any, store: Any) -> None:
    media = make_media(samples.animation(size=(600, 300)), "fete.gif")
    assert renditions.make(media_id=media.pk) == [480]
    with store.open(naming.width_name(media.name, 480)) as file:
        assert not getattr(Image.open(io.BytesIO(file.read())), "is_animated", False)
