"""How much a first visit of the home page transfers: the page and what it links, images left out."""

import http.client
import re
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import urljoin

import brotli

FONTS = re.compile(r"""url\(["']?([^"')]+\.woff2?)["']?\)""")


class Weight(NamedTuple):
    """Bytes as they were sent, compressed, by address."""

    files: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.files.values())


class Links(HTMLParser):
    """Addresses of style sheets, scripts, fonts and the manifest."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        kinds = set((given.get("rel") or "").split())
        if tag == "link" and kinds & {"stylesheet", "preload", "modulepreload", "manifest"}:
            self.found.append(given.get("href") or "")
        elif tag == "script" and given.get("src"):
            self.found.append(given["src"] or "")


def weighed(*, port: int, host: str) -> Weight:
    """Fetch the home page and what it links from a running server; raises when it links to another origin."""
    page, sent = _fetched(port, host, "/")
    links = Links()
    links.feed(page.decode())
    files = {"/": sent}
    for address in links.found:
        if not address.startswith("/") or address.startswith("//"):
            raise AssertionError(f"from another origin: {address}")
        content, files[address] = _fetched(port, host, address)
        if address.endswith(".css"):
            links.found.extend(urljoin(address, font) for font in FONTS.findall(content.decode()))
    return Weight(files)


def _fetched(port: int, host: str, path: str) -> tuple[bytes, int]:
    """The body, and how many bytes of it were sent."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", path, headers={"Host": host, "Accept-Encoding": "br", "Connection": "close"})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    decoded = brotli.decompress(body) if answer.headers.get("Content-Encoding") == "br" else body
    return decoded, len(body)
