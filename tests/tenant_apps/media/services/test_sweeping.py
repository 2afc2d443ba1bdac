"""Files without a row are removed, all others are left alone."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.core.management.base import CommandError

from core.tenancy import NoTenant, Tenant, mairie_context, public_context
from shared_apps.jobs.models import Job
from shared_apps.jobs.registry import get
from tenant_apps.media.models import Media
from tenant_apps.media.services import naming, renditions, sweeping
from tests.storages import BOTH
from tests.tenant_apps.media import samples
from tests.tenant_apps.media.factories import make_media, names_in

pytestmark = pytest.mark.parametrize("store", BOTH, indirect=True)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any file is old enough."""
    monkeypatch.setattr(sweeping, "MINIMUM_AGE", timedelta(minutes=-1))


def put(store: Any, *names: str) -> list[str]:
    for name in names:
        store.save(name, ContentFile(b"x"))
    return sorted(names)


def test_files_of_an_upload_that_never_committed_are_removed(actor: Any, store: Any, later: None) -> None:
    media = make_media(samples.image(size=(600, 300)))
    renditions.make(media_id=media.pk)
    kept = names_in(store)
    lost = naming.new_name(folder="events", filename="fête.jpg", suffix=".jpg")
    orphans = put(store, lost, naming.thumbnail_name(lost), naming.width_name(lost, 480))
    assert sorted(sweeping.sweep(dry_run=True)) == orphans
    assert len(names_in(store)) == len(kept) + 3
    assert sorted(sweeping.sweep()) == orphans
    assert names_in(store) == kept


def test_a_young_file_may_belong_to_an_open_transaction(actor: Any, store: Any) -> None:
    put(store, naming.new_name(folder="events", filename="a.jpg", suffix=".jpg"))
    assert sweeping.sweep() == []


def test_files_of_no_known_owner_are_left_alone(actor: Any, store: Any, later: None) -> None:
    names = put(store, "private/exports/a.csv", "avatars/drawing.webp", "website/logo.png")
    assert sweeping.sweep() == []
    assert names_in(store) == names


def test_an_app_that_names_its_files_has_its_orphans_removed(
    actor: Any, store: Any, later: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeping, "_owners", {})
    sweeping.register(pattern=r"private/exports/[a-z]+\.csv", names=lambda: ["private/exports/a.csv"])
    put(store, "private/exports/a.csv", "private/exports/b.csv", "private/other/b.csv")
    assert sweeping.sweep() == ["private/exports/b.csv"]
    assert names_in(store) == ["private/exports/a.csv", "private/other/b.csv"]


def test_an_upload_has_its_mairie_swept_a_day_later(actor: Any, store: Any) -> None:
    make_media()
    make_media()
    with public_context():
        job = Job.objects.get(kind=sweeping.JOB)
    assert timedelta(hours=23) < job.due_at - datetime.now(UTC) < timedelta(hours=25)
    get(sweeping.JOB).handler(payload={}, key="")


def test_a_sweep_of_one_mairie_leaves_another_alone(
    mairie_a: Tenant, mairie_b: Tenant, store: Any, later: None
) -> None:
    name = naming.new_name(folder="events", filename="a.jpg", suffix=".jpg")
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            put(store, name)
    with mairie_context(mairie_a):
        assert sweeping.sweep() == [name]
        assert names_in(store) == []
    with mairie_context(mairie_b):
        assert names_in(store) == [name]


def test_sweeping_outside_a_mairie_fails(store: Any) -> None:
    with pytest.raises(NoTenant):
        sweeping.sweep()


def test_the_command_sweeps_the_mairies_named(mairie_a: Tenant, store: Any, later: None) -> None:
    with mairie_context(mairie_a):
        [name] = put(store, naming.new_name(folder="events", filename="a.jpg", suffix=".jpg"))
    output = StringIO()
    call_command("sweep_media", mairie_a.code, dry_run=True, stdout=output)
    assert name in output.getvalue()
    call_command("sweep_media", mairie_a.code, stdout=output)
    with mairie_context(mairie_a):
        assert (names_in(store), Media.objects.count()) == ([], 0)
    with pytest.raises(CommandError):
        call_command("sweep_media", "00000", stdout=output)


def test_photographs_of_nobody_are_removed(actor: Any, store: Any, later: None) -> None:
    orphan = "avatars/user_1.0123456789abcdef.webp"
    put(store, orphan)
    assert sweeping.sweep() == [orphan]
