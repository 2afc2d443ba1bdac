"""Icons, pictures, dates and French typography in the templates of the public site."""

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide

from core import french
from core.api.renderers import dumps
from core.icons import icon_name
from tenant_apps.website.hours import clock

register = template.Library()

FALLBACK = "landmark"
SCRIPT = '<script type="application/ld+json">{}</script>'
# What could end the script element or begin another one.
UNSAFE_IN_SCRIPT = str.maketrans(
    {"<": "\\u003C", ">": "\\u003E", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)
# Between a day and its month.
_DAY = re.compile(r"(?:(?<=[0-9])|(?<=er)) (?=[^\W\d])")
_NOT_DIALLED = re.compile(r"[^+0-9]")


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str) -> SafeString:
    """The lucide icon of that name as an inline drawing that screen readers skip."""
    known = icon_name(str(name)) or FALLBACK
    return mark_safe(lucide(known, size=20, **{"class": "icon", "aria-hidden": "true", "focusable": "false"}))


@register.filter
def typography(text: str) -> SafeString:
    """Escaped text that no line breaks where French allows none: before « : », after a postal code."""
    return mark_safe(french.spaced(str(conditional_escape(text))))


@register.filter
def hour(moment: datetime) -> str:
    """« 18 h 30 » at the mairie."""
    return clock(timezone.localtime(moment))


@register.filter
def dated(day: date | datetime, form: str) -> str:
    """Django's `date` with the first of a month as French writes it, « 1er mai », on one line."""
    return _DAY.sub("\u00a0", french.dated(timezone.localtime(day) if isinstance(day, datetime) else day, form))


@register.filter
def moment(text: str) -> datetime:
    """A moment as the API writes it."""
    return datetime.fromisoformat(text)


@register.filter
def telephone(number: str) -> str:
    """The number as a link calls it."""
    return _NOT_DIALLED.sub("", str(number))


@register.filter
def srcset(picture: Any) -> SafeString:
    """The attribute of a picture's widths, nothing for one that has none yet."""
    candidates = ", ".join(f"{made['url']} {made['width']}w" for made in picture.renditions)
    return format_html(' srcset="{}, {} {}w"', candidates, picture.url, picture.width) if candidates else SafeString()


@register.filter
def json_ld(data: dict[str, Any] | None) -> SafeString:
    """Structured data as a block that no browser executes; nothing of nothing."""
    if not data:
        return SafeString()
    text = dumps(data).decode()
    return mark_safe(SCRIPT.format(text.translate(UNSAFE_IN_SCRIPT)))
