"""The navigation of a person's space."""

from typing import Any

from django import template

from core.pages.space import SPACE, Link

register = template.Library()


@register.simple_tag(takes_context=True)
def space_links(context: Any) -> list[Link]:
    """Counted once for a page, however often it shows them."""
    request = context["request"]
    if not hasattr(request, "_space_links"):
        request._space_links = list(SPACE.links(user=request.user, path=request.path))
    found: list[Link] = request._space_links
    return found
