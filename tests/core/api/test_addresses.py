"""The caller's address can't be made up by the caller."""

import pytest
from django.test import RequestFactory

from core.api.addresses import address_block, client_address, from_trusted_proxy


def asked(peer: str, forwarded: str | None = None):
    headers = {"X-Forwarded-For": forwarded} if forwarded is not None else {}
    return RequestFactory().get("/", headers=headers, REMOTE_ADDR=peer)


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("203.0.113.9", None, "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),  # not a proxy of ours: its word is nothing
        ("10.0.0.2", None, "10.0.0.2"),
        ("10.0.0.2", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.2", "1.1.1.1, 198.51.100.1", "198.51.100.1"),  # what the caller wrote stays on the left
        ("10.0.0.2", "1.1.1.1, 198.51.100.1, 10.0.0.3", "198.51.100.1"),
        ("10.0.0.2", "10.0.0.4, 10.0.0.3", "10.0.0.4"),
        ("10.0.0.2", "nonsense", "10.0.0.2"),
        ("10.0.0.2", "198.51.100.1, nonsense", "10.0.0.2"),
        ("10.0.0.2", "198.51.100.1:4321", "198.51.100.1"),
        ("10.0.0.2", "[2001:db8::1]:4321", "2001:db8::1"),
        ("::ffff:10.0.0.2", "::ffff:198.51.100.1", "198.51.100.1"),
        ("", "198.51.100.1", ""),
    ],
)
def test_forwarding_is_believed_only_from_trusted_proxies(settings, peer, forwarded, client):
    settings.TRUSTED_PROXIES = ["10.0.0.0/24"]
    assert client_address(asked(peer, forwarded)) == client


def test_a_socket_file_is_trusted_when_named(settings):
    settings.TRUSTED_PROXIES = ["unix"]
    assert from_trusted_proxy(asked(""))
    assert client_address(asked("", "198.51.100.1")) == "198.51.100.1"
    settings.TRUSTED_PROXIES = []
    assert not from_trusted_proxy(asked(""))


def test_an_ipv6_subscriber_is_one_caller():
    assert address_block("2001:db8:1:2:aaaa::1") == address_block("2001:db8:1:2:bbbb::9") == "2001:db8:1:2::/64"
    assert address_block("198.51.100.1") == "198.51.100.1"
