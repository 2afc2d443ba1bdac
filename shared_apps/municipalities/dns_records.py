"""Read TXT records: how a mairie proves that a domain is its own."""

from collections.abc import Callable

import dns.exception
import dns.resolver

from shared_apps.municipalities.errors import DnsUnavailable

RECORD_PREFIX = "_ecms-verification"
LIFETIME_SECONDS = 6.0

TxtLookup = Callable[[str], list[str]]


def record_name(host: str) -> str:
    """Where the token of a host is looked for."""
    return f"{RECORD_PREFIX}.{host}"


def lookup_txt(name: str) -> list[str]:
    """Texts of the TXT records at `name`, none where there is no such name; raises DnsUnavailable."""
    try:
        answer = dns.resolver.resolve(name, "TXT", lifetime=LIFETIME_SECONDS, search=False)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except (dns.exception.DNSException, OSError) as error:
        raise DnsUnavailable from error
    return [b"".join(record.strings).decode(errors="replace") for record in answer]
