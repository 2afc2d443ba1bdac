"""Where the mairie's staff may act from."""

import json
from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network
# SQL, for a statement that reads it along: the allowed addresses and networks as JSON text, NULL where none are set.
ALLOWED_IPS = "(SELECT nullif(allowed_ips, '[]'::jsonb)::text FROM preferences_settings WHERE id = 1)"


def is_allowed(address: str, allowed: Iterable[str]) -> bool:
    """Whether the address lies in one of the networks; an unknown one ("") never does."""
    if not address:
        return False
    caller = ip_address(address)
    return any(caller in network for network in map(_network, allowed))


@lru_cache(maxsize=1024)
def read_networks(allowed: str) -> tuple[str, ...]:
    """The networks of the JSON text of `ALLOWED_IPS`."""
    return tuple(json.loads(allowed))


@lru_cache(maxsize=4096)
def _network(text: str) -> Network:
    return ip_network(text, strict=False)
