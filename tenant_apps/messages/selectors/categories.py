"""What a conversation may be about."""

from tenant_apps.messages.models import Conversation


def category_choices() -> list[tuple[str, str]]:
    """Value and French name, as a form offers them."""
    return [(value, str(label)) for value, label in Conversation.Category.choices]
