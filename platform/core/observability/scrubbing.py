"""Take personal data and secrets out of what is logged."""

import re
from urllib.parse import parse_qsl, quote

MASK = "***"
# Query parameters whose values say nothing about a person and open nothing; the others are masked.
HARMLESS = frozenset(
    {"page", "limit", "offset", "ordering", "type", "status", "period", "view", "format", "folder", "category"}
    | {"priority", "is_read", "start_date", "end_date", "date", "municipality_code", "delete_series", "update_series"}
)
# Callers choose what is logged, so a pattern begins where a run of its characters does and gives none of them back: the
# time it takes grows with the text and not with its square.
WORD = r"(?<![\w-])"
KEYWORD = r"[\w-]*(?:password|passwd|secret|token|otp|api_?key|signature|authorization|cookie)"
SENSITIVE = rf"{WORD}(?={KEYWORD}|(?:[\w-]*-)?(?:code|dsn)(?![\w-]))[\w-]++[\"']?\s*+[=:]\s*+"
ASSIGNMENT = rf"(?i)({SENSITIVE})(?!\*\*\*)(\"[^\"]*\"|'[^']*'|[^\s,;&)}}\]]+)"
PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"{WORD}(?:(?!eyJ)[\w-])*+eyJ[\w-]{{5,}}+\.[\w-]++\.[\w-]*+"), MASK),
    (re.compile(r"\b(Bearer|Basic)\s+[^\s\"',;]+", re.IGNORECASE), rf"\1 {MASK}"),
    (re.compile(r"(://[^\s/:@]*+):[^\s/@]++@"), rf"\1:{MASK}@"),
    (re.compile(ASSIGNMENT), rf"\1{MASK}"),
    (re.compile(r"(?<![\w.+%-])[\w.+%-]++@[\w-]++(?:\.[\w-]++)++"), MASK),
    (re.compile(r"(?<![\w.])(?:\+33|0033|0)[ .-]?[1-9](?:[ .-]?\d{2}){4}(?!\w)"), MASK),
)
# What of a path segment can only be a token or a signature: long, and no file name, whatever mail programs put behind
# it; and long enough for a signature even as a file's name, as in the address of a private calendar.
OPAQUE = re.compile(r"(?<![\w=:~-])[\w=:~-]{32,}+(?!\.[a-z0-9]{2,5}\Z)")
SIGNATURE = re.compile(r"[0-9a-f]{40,}+")


def scrub(text: str) -> str:
    """The text without tokens, secrets, addresses and telephone numbers."""
    for pattern, replacement in PATTERNS:
        text = pattern.sub(replacement, text)
    return text


def safe_path(path: str, query: str = "") -> str:
    """The path asked for, with opaque parts and the values of all but harmless parameters masked."""
    segments = [SIGNATURE.sub(MASK, OPAQUE.sub(MASK, segment)) for segment in path.split("/")]
    pairs = parse_qsl(query, keep_blank_values=True)
    shown = "&".join(f"{quote(name)}={quote(value) if name in HARMLESS else MASK}" for name, value in pairs)
    return scrub("/".join(segments)) + (f"?{shown}" if shown else "")
