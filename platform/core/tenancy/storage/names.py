"""Which names are accepted, and the key each becomes: `<code>/<name>` in a mairie, `platform/…` outside of any."""

import re

from django.core.exceptions import SuspiciousFileOperation

from core.tenancy.context import NoTenant, current

PLATFORM_AREA = "platform"
PRIVATE_AREA = "private"
MAX_NAME = 200

_SEGMENT = r"[A-Za-z0-9_-][A-Za-z0-9._-]*"
_NAME = re.compile(rf"{_SEGMENT}(?:/{_SEGMENT})*")


class NameRefused(SuspiciousFileOperation):
    """The name could lead outside of the area it belongs to, or is not one that the platform writes."""


def check_name(name: str) -> str:
    """Return `name` if it is plain segments of ASCII letters, digits, `.`, `_` and `-`, at most 200 characters."""
    if len(name) > MAX_NAME or ".." in name or not _NAME.fullmatch(name):
        raise NameRefused("not a name of a stored file")
    return name


def area() -> str:
    """First segment of every key reachable from here: the mairie's code, or the platform's own area."""
    tenant = current()
    return tenant.code if tenant else PLATFORM_AREA


def key_of(name: str) -> str:
    """Key of `name`; NoTenant for a mairie's name outside any, NameRefused for the platform's inside one."""
    check_name(name)
    of_platform = name.startswith(f"{PLATFORM_AREA}/")
    tenant = current()
    if tenant is None:
        if not of_platform:
            raise NoTenant("files belong to a mairie: enter one, or name the platform's own area")
        return name
    if of_platform:
        raise NameRefused("the platform's own files are not a mairie's")
    return f"{tenant.code}/{name}"


def name_of(key: str) -> str:
    """The name that `key_of` turned into `key`."""
    first, _, rest = key.partition("/")
    return key if first == PLATFORM_AREA else rest


def is_private(name: str) -> bool:
    """Whether `name` is served by signed links only."""
    return name.removeprefix(f"{PLATFORM_AREA}/").startswith(f"{PRIVATE_AREA}/")
