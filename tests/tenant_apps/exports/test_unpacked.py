"""The complete export unpacked on a disk, as whoever receives it checks and reads it without the platform."""

import csv
import io
import json
import secrets
import subprocess
import uuid

import pytest
from django.apps import apps
from django.db import models

from core.tenancy import mairie_context
from core.tenancy.schemas.plan import tenant_labels
from tenant_apps.exports.archive.secrets import SECRETS
from tests.tenant_apps.exports.archives import archive_of, manifest_of
from tests.together import together


def check(folder) -> subprocess.CompletedProcess[str]:
    command = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def unpacked(filled, tmp_path):
    folder = tmp_path / "archive"
    archive_of(filled).extractall(folder)
    return folder


def test_one_command_checks_every_file_but_the_list_itself(unpacked):
    names = {str(path.relative_to(unpacked)) for path in unpacked.rglob("*") if path.is_file()}
    listed = [line.split("  ", 1)[1] for line in (unpacked / "SHA256SUMS").read_text().splitlines()]

    result = check(unpacked)

    assert (result.returncode, result.stdout) == (0, "")
    assert sorted(listed) == sorted(names - {"SHA256SUMS"})
    assert "sha256sum -c SHA256SUMS" in (unpacked / "LISEZMOI.txt").read_text()


@pytest.mark.parametrize("name", ["manifest.json", "LISEZMOI.txt", "tables/accounts_user.csv", "fichiers/x.txt"])
def test_a_byte_more_or_a_file_less_is_found(unpacked, name):
    path = unpacked / name
    path.write_bytes(path.read_bytes() + b"x")
    changed = check(unpacked)
    path.unlink()
    missing = check(unpacked)

    assert changed.returncode == missing.returncode == 1
    assert f"{name}: FAILED" in changed.stdout


def agrees(cell: str, value: object) -> bool:
    """Whether a spreadsheet's cell and the exact form say the same."""
    if value is None:
        return cell == ""
    if isinstance(value, bool):
        return cell == str(value).lower()
    if isinstance(value, int | float):
        return float(cell) == value
    if isinstance(value, dict | list):
        return bool(json.loads(cell) == value)
    return cell in {value, f"'{value}"}


def test_every_cell_says_what_the_exact_form_says(unpacked):
    manifest = json.loads((unpacked / "manifest.json").read_bytes())

    for table in manifest["tables"]:
        objects = json.loads((unpacked / table["json"]["path"]).read_bytes())
        text = (unpacked / table["csv"]["path"]).read_bytes().decode("utf-8-sig")
        headings, *lines = csv.reader(io.StringIO(text, newline=""), delimiter=";")
        assert len(lines) == len(objects) == table["rows"]
        for line, row in zip(lines, objects, strict=True):
            assert headings == list(row)
            wrong = [
                (name, cell, row[name])
                for name, cell in zip(headings, line, strict=True)
                if not agrees(cell, row[name])
            ]
            assert not wrong, table["name"]


def secret_value(field: models.Field) -> object:
    if isinstance(field, models.BinaryField):
        return secrets.token_bytes(32)
    if isinstance(field, models.UUIDField):
        return uuid.uuid4()
    text = secrets.token_hex(16)
    return [text] if isinstance(field, models.JSONField) else text[: field.max_length]


def written(value: object) -> bytes:
    if isinstance(value, list):
        return written(value[0])
    return (value.hex() if isinstance(value, bytes) else str(value)).encode()


def test_no_value_of_a_secret_column_is_anywhere_in_it(filled):
    planted = []
    with mairie_context(filled):
        for model in [model for label in tenant_labels() for model in apps.get_app_config(label).get_models()]:
            for field in model._meta.concrete_fields:
                if field.column in SECRETS.get(model._meta.db_table, ()):
                    planted.append(secret_value(field))
                    model._base_manager.update(**{field.attname: planted[-1]})

    archive = archive_of(filled)

    everything = b"".join(archive.read(name) for name in archive.namelist())
    assert len(planted) == sum(len(columns) for columns in SECRETS.values())
    assert not [value for value in planted if written(value) in everything]


def test_two_mairies_at_once_get_each_their_own(filled, mairie_b):
    first, second = together(lambda: archive_of(filled), lambda: archive_of(mairie_b))

    for archive, mairie, other, mark in (
        (first, filled, mairie_b, b"zinzolin"),
        (second, mairie_b, filled, b"quercitron"),
    ):
        assert manifest_of(archive)["municipality"]["code"] == mairie.code
        foreign = [mark, *(text.lower().encode() for text in (other.name, other.host, other.schema_name, other.slug))]
        for name in archive.namelist():
            body = archive.read(name).lower()
            assert not [text for text in foreign if text in body], name


def test_two_at_once_of_one_mairie_are_each_whole_and_alike(filled):
    first, second = together(lambda: archive_of(filled), lambda: archive_of(filled))

    assert first.testzip() is second.testzip() is None
    assert first.namelist() == second.namelist()
    assert manifest_of(first)["tables"] == manifest_of(second)["tables"]
    assert manifest_of(first)["files"] == manifest_of(second)["files"]
