"""Bodies in the encodings that browsers accept, made once."""

import gzip
import hashlib

import brotli

IDENTITY, GZIP, BROTLI = "identity", "gzip", "br"
VARY = "Accept-Encoding"
PREFERRED = (BROTLI, GZIP)
SMALLEST = 500  # bytes below which compressing gains nothing
BROTLI_QUALITY, GZIP_LEVEL = 5, 6
TEXTS = ("text/", "application/json", "application/xml", "application/rss", "application/atom", "application/manifest")


def encoded(body: bytes, content_type: str) -> dict[str, bytes]:
    """The body as it is and, where that is smaller, compressed."""
    bodies = {IDENTITY: body}
    if len(body) < SMALLEST or not content_type.startswith(TEXTS):
        return bodies
    made = {name: compressed(body, name) for name in PREFERRED}
    return bodies | {name: smaller for name, smaller in made.items() if len(smaller) < len(body)}


def compressed(body: bytes, encoding: str) -> bytes:
    """The body in one encoding."""
    if encoding == BROTLI:
        return bytes(brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY))
    return gzip.compress(body, GZIP_LEVEL, mtime=0) if encoding == GZIP else body


def entity_tag(body: bytes, encoding: str) -> str:
    """A strong validator of the body in one encoding."""
    digest = hashlib.blake2b(body, digest_size=12).hexdigest()
    return f'"{digest}"' if encoding == IDENTITY else f'"{digest}-{encoding}"'


def accepted(header: str) -> str:
    """The encoding to answer an Accept-Encoding header with: the best of ours that it does not refuse."""
    weights: dict[str, float] = {}
    for part in header.lower().split(","):
        name, _semicolon, parameter = part.partition(";")
        weights[name.strip()] = _weight(parameter)
    others = weights.get("*", 0.0)
    offered = {name: weights.get(name, others) for name in PREFERRED}
    best = max(PREFERRED, key=lambda name: offered[name])
    identity = weights.get(IDENTITY, 0.0)
    return best if offered[best] > 0 and offered[best] >= identity else IDENTITY


def _weight(parameter: str) -> float:
    name, _equals, value = parameter.replace(" ", "").partition("=")
    if name != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
