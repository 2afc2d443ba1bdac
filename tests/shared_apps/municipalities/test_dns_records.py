import socket
import threading

import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import dns.rrset
import pytest

from shared_apps.municipalities.dns_records import lookup_txt
from shared_apps.municipalities.errors import DnsUnavailable

RECORDS = {
    "_ecms-verification.www.gometz.fr.": ['"token"', '"another"'],
    "_ecms-verification.split.fr.": ['"first " "second"'],
}


@pytest.fixture
def nameserver(monkeypatch):
    """A name server on this machine that knows RECORDS."""
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 0))
    threading.Thread(target=serve, args=(server,), daemon=True).start()
    use(monkeypatch, server.getsockname()[1])
    yield
    server.close()


def use(monkeypatch, port):
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers, resolver.port = ["127.0.0.1"], port
    monkeypatch.setattr(dns.resolver, "default_resolver", resolver)


def serve(server):
    while True:
        try:
            wire, address = server.recvfrom(4096)
        except OSError:
            return
        server.sendto(answer(dns.message.from_wire(wire)).to_wire(), address)


def answer(query):
    response = dns.message.make_response(query)
    response.flags |= dns.flags.RA
    name = query.question[0].name.to_text()
    if name.startswith("broken"):
        response.set_rcode(dns.rcode.SERVFAIL)
    elif name in RECORDS:
        response.answer.append(dns.rrset.from_text(name, 60, "IN", "TXT", *RECORDS[name]))
    elif not name.startswith("empty"):
        response.set_rcode(dns.rcode.NXDOMAIN)
    return response


def test_all_texts_of_a_name_are_read(nameserver):
    assert sorted(lookup_txt("_ecms-verification.www.gometz.fr")) == ["another", "token"]


def test_a_long_text_is_put_together(nameserver):
    assert lookup_txt("_ecms-verification.split.fr") == ["first second"]


@pytest.mark.parametrize("name", ["unknown.fr", "empty.fr"])
def test_a_name_without_texts_has_none(nameserver, name):
    assert lookup_txt(name) == []


def test_a_name_server_that_fails_is_unavailable(nameserver):
    with pytest.raises(DnsUnavailable):
        lookup_txt("broken.fr")


def test_a_name_server_that_does_not_answer_is_unavailable(monkeypatch):
    monkeypatch.setattr("shared_apps.municipalities.dns_records.LIFETIME_SECONDS", 0.2)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))
        use(monkeypatch, silent.getsockname()[1])

        with pytest.raises(DnsUnavailable):
            lookup_txt("gometz.fr")
