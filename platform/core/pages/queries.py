"""The part of a query string that a page depends on, always written in the same way."""

from urllib.parse import parse_qsl, urlencode

from core.tenancy.middleware import CODE_PARAMETER

MAX_LENGTH = 2_000
MAX_FIELDS = 50


def relevant(query: str, parameters: tuple[str, ...]) -> str | None:
    """`query` reduced to `parameters`, in their order, the last value of each; None when it has to be looked at whole.

    That is one that names a municipality, which has to be the right one, or one that is out of all proportion.
    """
    if not query:
        return ""
    if len(query) > MAX_LENGTH:
        return None
    try:
        values = dict(parse_qsl(query, max_num_fields=MAX_FIELDS))
    except ValueError:
        return None
    if CODE_PARAMETER in values:
        return None
    return urlencode([(name, values[name]) for name in parameters if name in values])
