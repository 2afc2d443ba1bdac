"""Icons and French typography in the templates of the public site."""

import re
from functools import lru_cache

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from lucide import IconDoesNotExist
from lucide.templatetags.lucide import lucide

register = template.Library()

FALLBACK = "landmark"
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[a-zA-Z])(?=[0-9])")
_BEFORE_SIGN = re.compile(r"[ \u00a0\u202f]+(?=[:;?!»%€])")
_AFTER_QUOTE = re.compile(r"«[ \u00a0\u202f]+")


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str) -> SafeString:
    """The lucide icon as an inline drawing that screen readers skip; `FileText` and `file-text` are the same."""
    try:
        return mark_safe(_drawing(_HUMP.sub("-", name).lower()))
    except IconDoesNotExist:
        return mark_safe(_drawing(FALLBACK))


@register.filter
def typography(text: str) -> SafeString:
    """Escaped text whose double punctuation never begins a line, as French wants it."""
    escaped = str(conditional_escape(text))
    return mark_safe(_AFTER_QUOTE.sub("«\u00a0", _BEFORE_SIGN.sub("\u00a0", escaped)))


def _drawing(name: str) -> str:
    return lucide(name, size=20, **{"class": "icon", "aria-hidden": "true", "focusable": "false"})
