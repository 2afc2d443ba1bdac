"""Exported files as whoever downloads them reads them."""

import csv
import io
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import openpyxl
from pypdf import PdfReader

from core.tenancy import Tenant
from shared_apps.jobs.services.execution import run_due
from tests.clients import JsonClient

BASE = "/api/v1/export/"


def ask(client: Any, kind: str, query: str = "") -> Any:
    """The answer to a request for an export."""
    return client.get(f"{BASE}{kind}/" + (f"?{query}" if query else ""))


def link(client: Any, kind: str, query: str = "") -> str:
    """The address that the answer gives."""
    response = ask(client, kind, query)
    assert response.status_code == 200, response.content
    return str(response.json()["download_url"])


def download(mairie: Tenant, url: str, *, via: str = "host") -> Any:
    """What a browser gets: no token, and on the platform host nothing but the address."""
    return JsonClient(mairie if via == "host" else None).get(url)


def content(response: Any) -> bytes:
    assert response.status_code == 200, response.content
    return b"".join(response.streaming_content)


def fetch(client: Any, kind: str, query: str = "") -> bytes:
    """The file of an export that is made at once."""
    return content(download(client.mairie, link(client, kind, query), via=client.via))


def csv_rows(file: bytes) -> list[dict[str, str]]:
    text = file.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def xlsx_tab(file: bytes, tab: int = 0) -> Any:
    return openpyxl.load_workbook(io.BytesIO(file)).worksheets[tab]


def xlsx_rows(file: bytes, tab: int = 0) -> list[dict[str, Any]]:
    headings, *rows = xlsx_tab(file, tab).iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def pdf(file: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(file))


def pdf_text(file: bytes) -> str:
    return "\n".join(page.extract_text() for page in pdf(file).pages)


def parts(url: str) -> tuple[str, dict[str, str]]:
    """Path and query of an address."""
    split = urlsplit(url)
    return split.path, dict(parse_qsl(split.query))


def run_jobs() -> Any:
    """Do what is due now, as a worker would."""
    return run_due()
