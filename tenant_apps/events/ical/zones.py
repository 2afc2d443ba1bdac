"""Time zones that a calendar file brings along: each VTIMEZONE → a zone of the time zone database.

They are taken out of the text before the library reads it: it keeps such zones by name for the whole process, where the
file of one mairie would decide about the times of another's.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from core.tenancy.clock import local_zone

BLOCK, PARTS = ("VTIMEZONE",), ("STANDARD", "DAYLIGHT")
MOST = 100  # zones of one file: each is looked for among all there are
OFFSET = re.compile(r"([+-])(\d{2})(\d{2})(?:\d{2})?")
FOLDED = re.compile(r"\n[ \t]")
# A property's zone by a "globally unique" name (RFC 5545, 3.2.19), as Evolution and Thunderbird write it.
VENDORS = re.compile(r"^([A-Z-]+(?:;[^:\n]*)?;TZID=\"?)(/[^:;\"\n]+)", re.MULTILINE | re.IGNORECASE)
LONGEST_NAME = 3  # parts of a zone's name, as in America/Argentina/Buenos_Aires
# Summer time that begins in one of these months is summer time in July, else in January.
NORTHERN = range(2, 7)


@lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """Every zone of the database, which is looked for in the file system only once."""
    return frozenset(available_timezones())


def take_zones(text: str) -> tuple[str, Mapping[str, ZoneInfo]]:
    """The text without its time zones and vendors' names of known ones, and its zones by the name it calls them."""
    rest, blocks = _taken_apart(FOLDED.sub("", text), BLOCK)
    found = {_value(block, "TZID"): _zone(block) for _kind, block in blocks[:MOST]}
    plain = VENDORS.sub(lambda name: name[1] + _without_vendor(name[2]), rest)
    return plain, {name: zone for name, zone in found.items() if name and zone}


def _without_vendor(name: str) -> str:
    """The zone that `/mozilla.org/20050126_1/America/New_York` ends with, the name itself where it ends with none."""
    parts = name.split("/")
    endings = ("/".join(parts[-count:]) for count in range(LONGEST_NAME, 0, -1))
    return next((ending for ending in endings if ending in zone_names()), name)


def _taken_apart(text: str, kinds: tuple[str, ...]) -> tuple[str, list[tuple[str, str]]]:
    """The text outside the blocks of these kinds, and each block's kind and inside; one that never ends is none."""
    rest: list[str] = []
    blocks: list[tuple[str, str]] = []
    kind, inside = "", rest
    for line in text.split("\n"):
        word, _colon, name = line.rstrip(" \t").upper().partition(":")
        if not kind and word == "BEGIN" and name in kinds:
            kind, inside = name, []
        elif kind and word == "END" and name == kind:
            blocks.append((kind, "\n".join(inside)))
            kind, inside = "", rest
        else:
            inside.append(line)
    return "\n".join(rest), blocks


def _zone(block: str) -> ZoneInfo | None:
    """The zone it says it is, else one whose clocks show the same in winter and in summer: the mairie's if possible."""
    name = _value(block, "X-LIC-LOCATION")
    if name in zone_names():
        return ZoneInfo(name)
    offsets = _offsets(block)
    if offsets is None:
        return None
    here = local_zone()
    return here if _shown(here) == offsets else _zone_of(*offsets)


def _offsets(block: str) -> tuple[timedelta, timedelta] | None:
    """Ahead of UTC in January and in July, by the rules that the block gives last."""
    latest = {kind: body for _start, kind, body in sorted(_parts(block))}
    standard, daylight = (_offset(latest.get(kind, "")) for kind in ("STANDARD", "DAYLIGHT"))
    if standard is None or daylight is None:
        only = standard if standard is not None else daylight
        return None if only is None else (only, only)
    month = re.search(r"BYMONTH=(\d+)", latest["DAYLIGHT"]) or re.search(r"DTSTART:\d{4}(\d{2})", latest["DAYLIGHT"])
    is_northern = month is None or int(month[1]) in NORTHERN
    return (standard, daylight) if is_northern else (daylight, standard)


def _parts(block: str) -> Iterator[tuple[str, str, str]]:
    for kind, body in _taken_apart(block, PARTS)[1]:
        yield _value(body, "DTSTART"), kind, body


def _offset(body: str) -> timedelta | None:
    found = OFFSET.fullmatch(_value(body, "TZOFFSETTO"))
    if found is None:
        return None
    ahead = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return -ahead if found[1] == "-" else ahead


@lru_cache(maxsize=64)
def _zone_of(winter: timedelta, summer: timedelta) -> ZoneInfo | None:
    zones = map(ZoneInfo, sorted(zone_names()))
    return next((zone for zone in zones if _shown(zone) == (winter, summer)), None)


def _shown(zone: ZoneInfo) -> tuple[timedelta | None, timedelta | None]:
    year = datetime.now(zone).year
    return datetime(year, 1, 15, tzinfo=zone).utcoffset(), datetime(year, 7, 15, tzinfo=zone).utcoffset()


def _value(text: str, name: str) -> str:
    found = re.search(rf"^{name}(?:;[^:\n]*)?:(.*)$", text, re.MULTILINE | re.IGNORECASE)
    return found[1].strip() if found else ""
