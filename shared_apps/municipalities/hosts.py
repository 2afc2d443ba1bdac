"""Between the hosts people type and what `Domain.domain` stores.

A subdomain is stored as its label alone (`gometz-la-ville`), so that a copy of the database works under another base
domain; a custom domain is stored whole (`www.gometz.fr`). A label has no dot, so the two never meet.
"""

import re

from django.conf import settings

LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\Z")
TOP_LEVEL = re.compile(r"(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})\Z")
MAX_LENGTH = 253


def stored(host: str) -> str:
    """What `Domain.domain` holds for the host; a name without a dot is no host of ours and gives an empty text."""
    label, dot, parent = host.partition(".")
    if not dot:
        return ""
    return label if parent == settings.BASE_DOMAIN else host


def shown(domain: str) -> str:
    """The host of a stored domain."""
    return domain if "." in domain else f"{domain}.{settings.BASE_DOMAIN}"


def is_label(text: str) -> bool:
    """Whether the text can stand before the base domain."""
    return bool(LABEL.match(text))


def normalised(host: str) -> str:
    """The host in lower case and ASCII (IDNA), without trailing dot; raises ValueError where it is no host name."""
    ascii_host = host.strip().rstrip(".").lower().encode("idna").decode()
    labels = ascii_host.split(".")
    if len(labels) < 2 or len(ascii_host) > MAX_LENGTH:
        raise ValueError(host)
    if not all(map(is_label, labels)) or not TOP_LEVEL.match(labels[-1]):
        raise ValueError(host)
    return ascii_host


def belongs_to_platform(host: str) -> bool:
    """Whether the host is the base domain or below it."""
    return host == settings.BASE_DOMAIN or host.endswith(f".{settings.BASE_DOMAIN}")
