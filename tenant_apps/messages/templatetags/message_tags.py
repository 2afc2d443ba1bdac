"""What the pages of conversations need of values made for the API."""

from datetime import datetime

from django import template

register = template.Library()


@register.filter
def moment(text: str) -> datetime:
    """A moment as the API writes it, for the date filter to show in the mairie's time."""
    return datetime.fromisoformat(text)
