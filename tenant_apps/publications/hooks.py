"""What other apps do when something happens here; they register from their AppConfig.ready().

A hook runs in the transaction of what it follows: it writes rows or enqueues jobs, and never talks to the network.
"""

from collections.abc import Callable
from typing import TypeVar

from tenant_apps.publications.models import Comment, Publication

PublicationHook = Callable[[Publication], None]
CommentHook = Callable[[Comment], None]
Hook = TypeVar("Hook", PublicationHook, CommentHook)

_published: list[PublicationHook] = []
_expired: list[PublicationHook] = []
_commented: list[CommentHook] = []


def on_published(hook: PublicationHook) -> PublicationHook:
    """Call `hook` once in the life of each publication, when it is first on line."""
    return _register(_published, hook)


def on_expired(hook: PublicationHook) -> PublicationHook:
    """Call `hook` when a publication has left public view because its time was over."""
    return _register(_expired, hook)


def on_commented(hook: CommentHook) -> CommentHook:
    """Call `hook` with each new comment or reply."""
    return _register(_commented, hook)


def run_published(publication: Publication) -> None:
    for hook in _published:
        hook(publication)


def run_expired(publication: Publication) -> None:
    for hook in _expired:
        hook(publication)


def run_commented(comment: Comment) -> None:
    for hook in _commented:
        hook(comment)


def _register(hooks: list[Hook], hook: Hook) -> Hook:
    if hook not in hooks:
        hooks.append(hook)
    return hook
