"""Who a request comes from: the connection's peer, or what trusted proxies say of it."""

from collections.abc import Mapping
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

from django.conf import settings
from django.http import HttpRequest

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


def client_address(request: HttpRequest) -> str:
    """The caller's address, "" when it is not known (a socket file without a proxy header)."""
    return address_in(request.META)


def address_in(environ: Mapping[str, Any]) -> str:
    """The caller's address, told from REMOTE_ADDR and HTTP_X_FORWARDED_FOR as a server puts them into the environ.

    `X-Forwarded-For` counts from the right and only as far as each hop is a proxy of TRUSTED_PROXIES: what a caller
    wrote into it itself is never believed.
    """
    remote = environ.get("REMOTE_ADDR", "")
    peer = _parse(remote)
    if not _is_proxy(remote):
        return str(peer or "")
    client = peer
    for text in reversed(environ.get("HTTP_X_FORWARDED_FOR", "").split(",")):
        hop = _parse(text)
        if hop is None:
            break
        client = hop
        if not _is_trusted(hop):
            break
    return str(client or "")


def address_block(address: str) -> str:
    """What is counted as one caller: the address, or the /64 network that an IPv6 subscriber has to himself."""
    parsed = _parse(address)
    if isinstance(parsed, IPv6Address):
        return str(ip_network((parsed, 64), strict=False))
    return address


def from_trusted_proxy(request: HttpRequest) -> bool:
    """Whether the peer is one of ours, so that its forwarding headers may be believed."""
    return _is_proxy(request.META.get("REMOTE_ADDR", ""))


def _is_proxy(remote: str) -> bool:
    peer = _parse(remote)
    if peer is None:
        return not remote and "unix" in settings.TRUSTED_PROXIES
    return _is_trusted(peer)


def _is_trusted(address: Address) -> bool:
    return any(address in network for network in _trusted(tuple(settings.TRUSTED_PROXIES)))


@lru_cache(maxsize=8)
def _trusted(entries: tuple[str, ...]) -> tuple[Network, ...]:
    return tuple(ip_network(entry, strict=False) for entry in entries if entry != "unix")


def _parse(text: str) -> Address | None:
    """An address as proxies write it: with brackets or a port, or an IPv4 one mapped into IPv6."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
