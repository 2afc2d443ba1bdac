"""What people change about themselves."""

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from tenant_apps.accounts.models import User
from tenant_apps.dashboard.services import citizens_changed
from tenant_apps.media.services import avatars

FIELDS = frozenset({"first_name", "last_name", "phone", "birth_year"})


@transaction.atomic
def update_profile(*, user: User, changes: dict[str, Any]) -> User:
    """Change the fields given; an `avatar` file replaces the picture, None removes it. Raises ValidationFailed."""
    upload: UploadedFile | None = changes.get("avatar")
    name = avatars.store_avatar(upload=upload, user_id=user.id) if upload else ""
    locked = User.objects.present().select_for_update(no_key=True).get(id=user.id)
    for field in FIELDS & changes.keys():
        setattr(locked, field, changes[field])
    if "avatar" in changes:
        avatars.discard_avatar(name=locked.avatar)
        locked.avatar = name
    if "birth_year" in changes:
        citizens_changed()
    locked.save(update_fields=[*(FIELDS & changes.keys()), "avatar", "updated_at"])
    return locked


@transaction.atomic
def change_preferences(*, user: User, changes: Mapping[str, Mapping[str, Any]]) -> None:
    """Set the given choices of the given sections; the person's others stay."""
    locked = User.objects.present().select_for_update(no_key=True).get(id=user.id)
    for section, values in changes.items():
        locked.preferences[section] = {**locked.preferences.get(section, {}), **values}
    locked.save(update_fields=["preferences", "updated_at"])
