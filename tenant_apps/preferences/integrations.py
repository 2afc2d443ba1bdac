"""Keys of services that the mairie uses: stored for it, shown masked, never loaded by its site."""

from core.sealing import seal, unseal

PURPOSE = "preferences.mailchimp"
MASK = "*" * 8
SHOWN = 4


def sealed_key(key: str) -> str:
    """The key as it is stored."""
    return seal(key, purpose=PURPOSE) if key else ""


def masked_key(sealed: str) -> str | None:
    """What is shown of a stored key; None when there is none, or none that can be read any more."""
    key = unseal(sealed, purpose=PURPOSE) if sealed else None
    return f"{MASK}{key[-SHOWN:]}" if key else None
