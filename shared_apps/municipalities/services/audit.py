"""The operators' trail, written in the transaction of what it tells."""

from typing import Any, Protocol

from shared_apps.municipalities.models import Municipality, OperatorAction


class Actor(Protocol):
    """A platform operator's account."""

    id: int
    email: str


COMMAND_LINE = "manage.py"


def record(*, action: str, municipality: Municipality | None, actor: Actor | None, details: dict[str, Any]) -> None:
    """Write one row; without an actor the command line did it."""
    OperatorAction.objects.create(
        actor_id=actor.id if actor else None,
        actor=actor.email if actor else COMMAND_LINE,
        action=action,
        municipality=municipality,
        municipality_code=municipality.code if municipality else "",
        details=details,
    )
