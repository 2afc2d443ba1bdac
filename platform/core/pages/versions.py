"""The version of all that a mairie's public pages show; a page that was rendered for another one is rendered again."""

from django.db import transaction

from core.redis import RedisUnavailable, client
from core.tenancy import require


def content_changed() -> None:
    """Say that something public of the current mairie has changed; it counts once the transaction has committed."""
    code = require().code
    transaction.on_commit(lambda: _bump(code))


def content_version(code: str) -> int | None:
    """The version of the mairie's public content, None while Redis does not answer."""
    try:
        return int(client().get(version_key(code)) or 0)
    except RedisUnavailable:
        return None


def version_key(code: str) -> str:
    return f"ecms:{code}:pages:version"


def _bump(code: str) -> None:
    try:
        client().incr(version_key(code))
    except RedisUnavailable:
        return
