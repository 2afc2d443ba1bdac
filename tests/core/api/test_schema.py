"""The API describes itself: valid OpenAPI 3.1 for machines, a page for people."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import CommandError, call_command
from django.test import Client
from drf_spectacular.validation import validate_schema

from core.api.schema.document import document, operations

URLCONFS = [settings.PUBLIC_SCHEMA_URLCONF, settings.MAIRIE_URLCONF]


def described(urlconf: str) -> list[tuple[str, str, dict[str, Any]]]:
    return operations(document(urlconf)["paths"])


def get(path: str, **headers: str) -> Any:
    return Client().get(path, headers=headers, HTTP_HOST="localhost")


@pytest.mark.parametrize("urlconf", URLCONFS)
def test_the_document_is_valid_openapi_3_1(urlconf):
    assert document(urlconf)["openapi"].startswith("3.1")
    validate_schema(document(urlconf))


@pytest.mark.parametrize("urlconf", URLCONFS)
def test_every_reference_leads_somewhere(urlconf):
    components = document(urlconf)["components"]
    for reference in references(document(urlconf)):
        _hash, _components, kind, name = reference.split("/")
        assert name in components[kind], reference


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


@pytest.mark.parametrize("urlconf", URLCONFS)
def test_operation_ids_are_unique(urlconf):
    found = [operation["operationId"] for _path, _method, operation in described(urlconf)]
    assert sorted(found) == sorted(set(found))


def test_generating_it_warns_of_nothing(capsys):
    document.cache_clear()
    document(settings.PUBLIC_SCHEMA_URLCONF)
    assert capsys.readouterr().err == ""


OPERATIONS = {f"{method} {path}": operation for path, method, operation in described(settings.PUBLIC_SCHEMA_URLCONF)}


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_documents_its_summary_answer_and_refusals(name):
    operation = OPERATIONS[name]
    answers = [status for status in operation["responses"] if status.startswith("2")]
    assert operation.get("summary"), "give it a French summary: @extend_schema(summary=…)"
    assert answers, "say what it answers: @extend_schema(responses=…)"
    assert {"400", "429", "500", "503"} <= set(operation["responses"])
    assert ("404" in operation["responses"]) or "{" not in name
    assert operation["tags"][0] in {name for name, _text in settings.API_TAGS.values()}, "name its module in API_TAGS"
    if {"bearer": []} in operation.get("security", []):
        assert "UNAUTHENTICATED" in operation["responses"]["401"]["x-error-codes"]


def test_the_municipality_is_a_parameter_on_the_platform_only():
    parameters = set(document(settings.PUBLIC_SCHEMA_URLCONF)["components"]["parameters"])
    assert parameters == {"MunicipalityHeader", "MunicipalityQuery"}
    assert "parameters" not in document(settings.MAIRIE_URLCONF)["components"]


def test_the_document_is_served_with_a_validator():
    first = get("/api/v1/schema/")
    assert first.headers["Content-Type"] == "application/json"
    assert first.json()["openapi"].startswith("3.1")
    again = get("/api/v1/schema/", **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_command_notices_drift(tmp_path, settings):
    settings.ROOT = tmp_path
    with pytest.raises(CommandError, match="openapi"):
        call_command("openapi", "--check")
    call_command("openapi", verbosity=0)
    call_command("openapi", "--check")
    (tmp_path / "deploy/docs/openapi.json").write_text("{}")
    with pytest.raises(CommandError, match="openapi"):
        call_command("openapi", "--check")


def test_the_page_shows_every_operation_and_nothing_from_elsewhere():
    page = get("/api/v1/docs/").content.decode()
    for path, method, operation in described(settings.PUBLIC_SCHEMA_URLCONF):
        if method != "PATCH":
            assert f'id="{operation["operationId"]}"' in page, f"{method} {path}"
    assert "<script" not in page
    assert 'src="' not in page
    assert 'href="http' not in page


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_the_page_is_accessible_and_fits_its_window(width, scheme):
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    style = Path(finders.find("api/docs.css")).read_text()
    page = get("/api/v1/docs/").content.decode().replace("</head>", f"<style>{style}</style></head>")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        window = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        window.set_content(page)
        window.locator("details.operation").first.evaluate("node => node.open = true")
        found = Axe().run(window).response["violations"]
        wide = window.evaluate("document.documentElement.scrollWidth")
        browser.close()
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert wide <= width
