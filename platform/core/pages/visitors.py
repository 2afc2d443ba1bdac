"""Visitors without names: a number that means something for one day on one site, the kind of device, and no robots."""

import hashlib
import re
import secrets
import zlib
from datetime import date, timedelta

from core.redis import client

MOBILE, TABLET, DESKTOP = "mobile", "tablet", "desktop"
SALT_SECONDS = 26 * 3600
MOST_AT_AN_ADDRESS = 64
ROBOTS = re.compile(
    r"(?<!cu)bot|crawl|spider|slurp|archiver|scanner|scrap|monitor|uptime|pingdom|validator|preview|feed|\brss\b"
    r"|curl|wget|python|libwww|\blwp|go-http|okhttp|axios|aiohttp|httpx|http[-_]?client|(?:java|ruby|perl|php|node)[/-]"
    r"|headless|phantom|selenium|puppeteer|playwright|lighthouse|pagespeed|gtmetrix|facebookexternalhit|whatsapp|embedly"
    r"|mediapartners|google-|yandex|baidu|semrush|ahrefs|\bgpt|claude|anthropic|perplexity|postman|insomnia|\bwrk",
    re.IGNORECASE,
)
TABLETS = re.compile(r"ipad|tablet|playbook|silk(?!.*mobile)|kindle|android(?!.*mobile)", re.IGNORECASE)
MOBILES = re.compile(r"mobi|iphone|ipod|android|phone|opera mini", re.IGNORECASE)


class Salts:
    """The random salt of each day, shared by all processes through Redis and gone with the day."""

    def __init__(self) -> None:
        self._known: dict[tuple[date, str], bytes] = {}

    def of(self, day: date, timezone: str) -> bytes:
        """The salt of the day as the time zone counts it; raises RedisUnavailable."""
        salt = self._known.get((day, timezone))
        if salt is None:
            self._known = {known: old for known, old in self._known.items() if known[0] >= day - timedelta(days=1)}
            salt = self._known[day, timezone] = self._shared(f"ecms:pages:salt:{timezone}:{day:%Y%m%d}")
        return salt

    def _shared(self, key: str) -> bytes:
        client().set(key, secrets.token_bytes(16), ex=SALT_SECONDS, nx=True)
        found = client().get(key)
        return bytes(found) if found else secrets.token_bytes(16)


def visitor_number(salt: bytes, code: str, block: str, agent: str) -> int:
    """The same for the same salt, mairie, address block and user agent; nothing of them can be found from it.

    An address is MOST_AT_AN_ADDRESS visitors at most, so that nobody makes a crowd by changing their user agent.
    """
    seat = zlib.crc32(agent.encode(), zlib.crc32(salt)) % MOST_AT_AN_ADDRESS
    text = "\0".join((code, block, str(seat))).encode()
    return int.from_bytes(hashlib.blake2b(text, key=salt, digest_size=8).digest(), "big", signed=True)


def device_of(agent: str) -> str:
    """mobile, tablet or desktop; "" for a robot, or for what does not say what it is."""
    if not agent or ROBOTS.search(agent):
        return ""
    if TABLETS.search(agent):
        return TABLET
    return MOBILE if MOBILES.search(agent) else DESKTOP
