"""Portraits: a new name for each, gone with the transaction that fails, in a mairie or on the platform."""

import re
from typing import Any

import pytest
from django.db import transaction

from core.api.errors import ValidationFailed
from core.tenancy.storage import media_url
from tenant_apps.media.errors import FileTooLarge
from tenant_apps.media.services import AVATAR_PATTERN, discard_avatar, store_avatar
from tests.tenant_apps.media import samples
from tests.tenant_apps.media.factories import names_in


def portrait(content: bytes | None = None) -> Any:
    return samples.upload(content or samples.image(), "moi.jpg")


def test_each_portrait_has_a_name_of_its_own(actor: Any, store: Any) -> None:
    names = [store_avatar(upload=portrait(), user_id=7) for _ in range(2)]
    assert len(set(names)) == 2
    assert all(re.fullmatch(AVATAR_PATTERN, name) for name in names)
    assert names_in(store) == sorted(names)
    assert media_url(names[0]).startswith("/media/avatars/user_7.")


def test_a_failed_change_leaves_no_portrait(actor: Any, store: Any) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        store_avatar(upload=portrait(), user_id=7)
        1 / 0  # noqa: B018
    assert names_in(store) == []


def test_a_replaced_portrait_goes_with_the_commit(
    actor: Any, store: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        name = store_avatar(upload=portrait(), user_id=7)
    with django_capture_on_commit_callbacks(execute=True):
        discard_avatar(name=name)
        discard_avatar(name="")
        assert names_in(store) == [name]
    assert names_in(store) == []


def test_a_refusal_names_the_field(actor: Any, store: Any) -> None:
    with pytest.raises(ValidationFailed) as refusal:
        store_avatar(upload=portrait(samples.PDF), user_id=7)
    assert refusal.value.details == {"avatar": ["Ce fichier n'est pas une image (JPEG, PNG, WebP ou GIF)."]}
    with pytest.raises(FileTooLarge):
        store_avatar(upload=portrait(b"\xff\xd8\xff" + bytes(11 * 1024 * 1024)), user_id=7)


def test_an_operators_portrait_is_the_platforms(db: None, store: Any) -> None:
    name = store_avatar(upload=portrait(), user_id=1)
    assert name.startswith("platform/avatars/user_1.")
    assert media_url(name) == f"/media/{name}"
