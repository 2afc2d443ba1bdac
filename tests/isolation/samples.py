"""A value for every parameter of a path: the row that exists in both mairies under the same name."""

from core.api import ids
from tests.isolation.endpoints import Endpoint
from tests.isolation.rows import NUMBER, SLUG


def row(prefix: str) -> str:
    return ids.encode(prefix, NUMBER)


SAMPLES: dict[str, str] = {
    "account_id": str(NUMBER),
    "user_id": str(NUMBER),
    "invitation_id": str(NUMBER),
    "publication_id": row("pub"),
    "comment_id": row("com"),
    "media_id": row("media"),
    "event_id": row("evt"),
    "conversation_id": row("conv"),
    "message_id": row("msg"),
    "attachment_id": row("att"),
    "reply_id": row("canned"),
    "notification_id": row("notif"),
    "page_id": row("page"),
    "service_id": row("srv"),
    "export_id": row("exp"),
    "section_id": "section_hero",
    "slug": SLUG,
    "name": "export_publications_20251205.csv",
    "token": "901-0",  # of a private feed, signed by nobody
    # Operators' endpoints: these rows are the platform's own.
    "job_id": row("job"),
    "code": "91272",
    "domain": "mairie.example.org",
}
# Where the same parameter means something else on one route: path → parameter → value.
ON_ROUTE: dict[str, dict[str, str]] = {}

# What a read has to be asked before it shows anything: path → query, here words that every row's texts have.
QUERIES: dict[str, str] = {"/api/v1/search/": "?q=title"}

# Texts that are nobody's id: wrong kind, wrong spelling, too large, and what attacks are made of.
MALFORMED = [
    "0",
    "-1",
    "1.5",
    "abc",
    "pub_1",
    "pub_00x",
    "pub_",
    "xyz_901",
    "9" * 19,
    "9" * 40,
    "pub_" + "9" * 40,
    "%00",
    "pub_%00",
    "%FF",
    "%C3%A9",
    "%F0%9F%8F%9B",
    "null",
    "..%2f..%2fetc%2fpasswd",
    "%27%20OR%201=1--",
    "%25s",
    "x" * 500,
]


def address(endpoint: Endpoint, **replaced: str) -> str:
    """The endpoint's path with a sample in the place of each parameter."""
    values = {name: replaced.get(name) or _sample(endpoint, name) for name in endpoint.parameters}
    return endpoint.path.format(**values)


def _sample(endpoint: Endpoint, name: str) -> str:
    found = ON_ROUTE.get(endpoint.path, {}).get(name) or SAMPLES.get(name)
    assert found, f"{endpoint.path}: add a sample of {{{name}}} to tests/isolation/samples.py (and its row to rows.py)"
    return found
