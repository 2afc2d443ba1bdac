"""What other apps do when somebody has written; they register from their AppConfig.ready().

A hook runs in the transaction of what it follows: it writes rows or enqueues jobs, and never talks to the network.
"""

from collections.abc import Callable

from tenant_apps.messages.models import Message

MessageHook = Callable[[Message], None]

_written: list[MessageHook] = []


def on_message(hook: MessageHook) -> MessageHook:
    """Call `hook` with each new message that both sides may read; `message.conversation` is at hand."""
    if hook not in _written:
        _written.append(hook)
    return hook


def run_message(message: Message) -> None:
    for hook in _written:
        hook(message)
