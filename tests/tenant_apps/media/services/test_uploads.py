"""Uploads are all or nothing, in the database and in the storage."""

import hashlib
import re
import threading
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction

from core.api.errors import ValidationFailed
from core.tenancy import Tenant, mairie_context
from tenant_apps.media.errors import FileTooLarge, QuotaExceeded
from tenant_apps.media.models import Media
from tenant_apps.media.services import Incoming, prepare_uploads, store_uploads
from tests.storages import BOTH
from tests.tenant_apps.media import samples
from tests.tenant_apps.media.factories import make_media, names_in

pytestmark = pytest.mark.parametrize("store", BOTH, indirect=True)


def incoming(content: bytes, name: str = "photo.jpg", field: str = "images") -> Incoming:
    return Incoming(field, samples.upload(content, name))


def prepared(count: int = 2) -> Any:
    return prepare_uploads(files=[incoming(samples.image()) for _ in range(count)])


def test_an_image_is_stored_with_its_thumbnail_and_described(actor: Any, store: Any) -> None:
    media = make_media(samples.photo_of_a_phone(), "Été au parc_2.jpg", alt_text="Le parc", actor=actor)
    media.refresh_from_db()
    assert re.fullmatch(r"publications/ete-au-parc-2-[0-9a-f]{16}\.jpg", media.name)
    stem = media.name.removeprefix("publications/").removesuffix(".jpg")
    assert names_in(store) == [media.name, f"publications/thumb_{stem}.webp"]
    with store.open(media.name) as file:
        content = file.read()
    assert (media.size, media.checksum) == (len(content), hashlib.sha256(content).hexdigest())
    assert (media.type, media.mime_type, media.width, media.height) == ("image", "image/jpeg", 480, 640)
    assert (media.original_filename, media.alt_text, media.uploaded_by_id) == ("Été au parc_2.jpg", "Le parc", actor.id)


@pytest.mark.parametrize(
    ("content", "name", "type", "suffix"),
    [
        (samples.PDF, "bulletin.pdf", "document", ".pdf"),
        (samples.office(), "lettre", "document", ".docx"),
        (samples.mp4(), "film.m4v", "video", ".mp4"),
    ],
)
def test_documents_and_videos_are_stored_as_they_are(
    actor: Any, store: Any, content: bytes, name: str, type: str, suffix: str
) -> None:
    media = make_media(content, name, folder="documents")
    assert (media.type, media.width, media.size) == (type, None, len(content))
    assert media.name.endswith(suffix)
    assert names_in(store) == [media.name]
    with store.open(media.name) as file:
        assert file.read() == content


def test_the_same_file_twice_makes_two_media(actor: Any, store: Any) -> None:
    first, second = make_media(), make_media()
    assert first.checksum == second.checksum
    assert first.name != second.name
    assert len(names_in(store)) == 4


def test_one_refused_file_refuses_all_with_a_reason_per_field(actor: Any, store: Any) -> None:
    files = [
        incoming(samples.image(), "a.jpg"),
        incoming(b"<svg/>", "logo.svg"),
        incoming(samples.PDF, "b.pdf"),
        incoming(samples.image()[:300], "cover.jpg", "cover_image"),
    ]
    with pytest.raises(ValidationFailed) as refusal:
        prepare_uploads(files=files, types=["image"])
    assert refusal.value.details == {
        "images": [
            "logo.svg : Ce fichier n'est pas une image (JPEG, PNG, WebP ou GIF).",
            "b.pdf : Ce fichier n'est pas une image (JPEG, PNG, WebP ou GIF).",
        ],
        "cover_image": ["Ce fichier est abîmé ou incomplet."],
    }
    assert (Media.objects.count(), names_in(store)) == (0, [])


def test_size_as_the_only_reason_is_an_answer_of_its_own(actor: Any, store: Any) -> None:
    huge = incoming(b"\xff\xd8\xff" + bytes(10 * 1024 * 1024))
    with pytest.raises(FileTooLarge) as refusal:
        prepare_uploads(files=[huge])
    assert refusal.value.status == 413
    assert refusal.value.details == {"images": ["Ce fichier pèse plus que les 10 Mo autorisés."]}
    with pytest.raises(ValidationFailed):
        prepare_uploads(files=[huge, incoming(b"<svg/>")])


def test_a_rolled_back_transaction_leaves_no_file(actor: Any, store: Any) -> None:
    kept = make_media()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        stored = store_uploads(files=prepared(), folder="publications", actor=actor)
        assert len(names_in(store)) == 6
        len(stored) / 0
    assert len(names_in(store)) == 2
    assert kept.name in names_in(store)
    assert list(Media.objects.values_list("name", flat=True)) == [kept.name]


def test_a_failing_storage_leaves_no_file(actor: Any, store: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    saved = []

    def save(key: str, content: Any) -> str:
        if len(saved) == 3:
            raise OSError("disk full")
        saved.append(key)
        return str(original(key, content))

    original = store.keyed._save
    monkeypatch.setattr(store.keyed, "_save", save)
    with pytest.raises(OSError, match="disk full"):
        store_uploads(files=prepared(), folder="publications", actor=actor)
    assert (Media.objects.count(), names_in(store)) == (0, [])


def test_the_quota_refuses_and_leaves_no_file(actor: Any, store: Any, settings: Any) -> None:
    kept = make_media()
    settings.STORAGE_QUOTA_BYTES = kept.size + 100
    with pytest.raises(QuotaExceeded) as refusal:
        make_media()
    assert refusal.value.details == {"quota": kept.size + 100, "used": kept.size, "requested": kept.size}
    assert len(names_in(store)) == 2
    assert Media.objects.count() == 1


def test_an_unknown_kind_of_folder_is_refused_before_anything_is_written(actor: Any, store: Any) -> None:
    for folder in ("private", "platform", "../autre", "Été", "", "a" * 41):
        with pytest.raises(ValidationFailed):
            store_uploads(files=prepared(1), folder=folder, actor=actor)
    assert names_in(store) == []


def test_committed_files_stay_and_two_mairies_do_not_share(
    committed_db: str, mairie_a: Tenant, mairie_b: Tenant, store: Any
) -> None:
    with mairie_context(mairie_a):
        make_media(name="a.jpg")
    with mairie_context(mairie_b):
        make_media(name="b.jpg")
        [thumbnail_or_file, _other] = names_in(store)
        assert "b-" in thumbnail_or_file
        assert Media.objects.get().original_filename == "b.jpg"
    with mairie_context(mairie_a):
        assert len(names_in(store)) == 2
        assert Media.objects.get().original_filename == "a.jpg"


def test_a_commit_whose_answer_is_lost_keeps_its_file(
    committed_db: str, mairie_a: Tenant, store: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def commit() -> None:
        connection.connection.commit()
        connection.connection.close()
        raise OperationalError("the connection is lost")

    with monkeypatch.context() as patch, mairie_context(mairie_a):
        patch.setattr(connection, "_commit", commit)
        with pytest.raises(OperationalError):
            make_media()
    connection.close()
    with mairie_context(mairie_a):
        assert Media.objects.get().name in names_in(store)


def test_two_uploads_at_once_can_not_exceed_the_quota(
    committed_db: str, mairie_a: Tenant, store: Any, settings: Any, django_db_blocker: Any
) -> None:
    size = prepared(1)[0].inspected.size
    settings.STORAGE_QUOTA_BYTES = size + size // 2
    start, refused = threading.Barrier(3), []

    def upload() -> None:
        with django_db_blocker.unblock(), mairie_context(mairie_a):
            files = prepared(1)
            start.wait()
            try:
                store_uploads(files=files, folder="publications", actor=None)
            except QuotaExceeded as error:
                refused.append(error)
            finally:
                connection.close()

    threads = [threading.Thread(target=upload) for _ in range(3)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    with mairie_context(mairie_a):
        assert (Media.objects.count(), len(refused), len(names_in(store))) == (1, 2, 2)
