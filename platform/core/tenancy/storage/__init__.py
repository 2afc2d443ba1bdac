"""Files of a mairie: names are relative to it, keys start with its code, and no key is ever built by hand."""

from core.tenancy.storage.backends import MairieStorage, StorageUnavailable, storage
from core.tenancy.storage.links import media_url, sign_url, signed_filename
from core.tenancy.storage.names import MAX_NAME, NameRefused, is_private, key_of
from core.tenancy.storage.options import storage_settings

__all__ = [
    "MAX_NAME",
    "MairieStorage",
    "NameRefused",
    "StorageUnavailable",
    "is_private",
    "key_of",
    "media_url",
    "sign_url",
    "signed_filename",
    "storage",
    "storage_settings",
]
