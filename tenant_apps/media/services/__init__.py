"""What other apps may ask of the library."""

from tenant_apps.media.services import usage
from tenant_apps.media.services.avatars import AVATAR_PATTERN, discard_avatar, store_avatar
from tenant_apps.media.services.library import delete, update, upload
from tenant_apps.media.services.sweeping import register as register_swept_files
from tenant_apps.media.services.uploads import Incoming, Prepared, prepare_uploads, store_uploads

__all__ = [
    "AVATAR_PATTERN",
    "Incoming",
    "Prepared",
    "delete",
    "discard_avatar",
    "prepare_uploads",
    "register_swept_files",
    "store_avatar",
    "store_uploads",
    "update",
    "upload",
    "usage",
]
