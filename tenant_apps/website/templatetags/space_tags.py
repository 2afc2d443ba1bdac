"""The navigation of a person's space."""

from typing import Any

from django import template

from core.pages.space import SPACE, Link

register = template.Library()


@register.simple_tag(takes_context=True)
def space_links(context: Any) -> list[Link]:
    request = context["request"]
    return list(SPACE.links(user=request.user, path=request.path))
