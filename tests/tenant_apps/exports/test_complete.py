"""The complete export of a mairie, read back: every row of every table, every file, and nothing of another mairie."""

import csv
import hashlib
import io
import json
import threading
import zipfile
from io import BytesIO, StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from core.tenancy import mairie_context
from tenant_apps.exports.archive import complete, snapshot
from tenant_apps.exports.archive.secrets import SECRETS
from tenant_apps.exports.models import Export
from tenant_apps.exports.services import exports
from tests.factories import make_user, open_session
from tests.isolation.rows import COMMON_UUID
from tests.storages import BOTH
from tests.tenant_apps.exports.archives import FILES, archive_of, manifest_of
from tests.tenant_apps.exports.files import BASE, content, download, run_jobs
from tests.tenant_apps.publications.factories import make_publication


def rows_in(mairie, table: str) -> list[dict]:
    """The rows as PostgreSQL writes them, whole."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT row_to_json(r) FROM "{mairie.schema_name}"."{table}" r')
        return [json.loads(row[0]) if isinstance(row[0], str) else row[0] for row in cursor.fetchall()]


def tables_of(mairie) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [mairie.schema_name])
        return {name for (name,) in cursor.fetchall()}


def key(row: dict) -> str:
    return json.dumps(row, sort_keys=True)


def test_every_row_of_every_table_is_in_it_in_both_forms(filled):
    archive = archive_of(filled)

    described = {table["name"]: table for table in manifest_of(archive)["tables"]}
    assert set(described) == tables_of(filled)
    for name, table in described.items():
        left_out = {*table["left_out"], *table["derived"]}
        expected = [{k: v for k, v in row.items() if k not in left_out} for row in rows_in(filled, name)]
        objects = json.loads(archive.read(table["json"]["path"]))
        assert sorted(map(key, objects)) == sorted(map(key, expected)), name
        lines = list(csv.reader(io.StringIO(archive.read(table["csv"]["path"]).decode("utf-8-sig")), delimiter=";"))
        assert lines[0] == table["columns"]
        assert len(lines) - 1 == len(objects) == table["rows"] > 0
        for line, row in zip(lines[1:], objects, strict=True):
            assert [bool(cell) for cell in line] == [row[column] not in (None, "") for column in lines[0]]


def test_every_file_is_in_it_but_for_earlier_exports(filled):
    archive = archive_of(filled)

    manifest = manifest_of(archive)
    inside = {name.removeprefix("fichiers/") for name in archive.namelist() if name.startswith("fichiers/")}
    assert inside == {file["name"] for file in manifest["files"]} == set(FILES)
    assert {name: archive.read(f"fichiers/{name}") for name in FILES} == {
        name: body + b"Quercitron" for name, body in FILES.items()
    }
    assert manifest["counts"]["files"] == len(FILES)


def test_checksums_sizes_and_counts_are_right(filled):
    archive = archive_of(filled)

    manifest = manifest_of(archive)
    described = [*manifest["files"], *(table[form] for table in manifest["tables"] for form in ("csv", "json"))]
    for entry in described:
        body = archive.read(entry["path"])
        assert (len(body), hashlib.sha256(body).hexdigest()) == (entry["size"], entry["sha256"])
    assert {entry["path"] for entry in described} == set(archive.namelist()) - {
        "manifest.json",
        "LISEZMOI.txt",
        "SHA256SUMS",
    }
    assert manifest["counts"]["rows"] == sum(table["rows"] for table in manifest["tables"])
    assert manifest["counts"]["tables"] == len(manifest["tables"])
    assert manifest["municipality"]["code"] == filled.code
    assert archive.testzip() is None


def test_the_readme_says_what_it_is_in_french(filled):
    text = archive_of(filled).read("LISEZMOI.txt").decode()

    assert text.startswith(f"Export complet de {filled.name} (commune {filled.code})\r\n")
    assert f"({len(FILES)} fichiers" in text or f"{len(FILES)} fichiers" in text
    assert "SHA-256" in text


def test_nothing_of_another_mairie_is_in_it(filled, mairie_b):
    archive = archive_of(filled)

    for name in archive.namelist():
        body = archive.read(name)
        assert b"Zinzolin" not in body, name
        assert b"zinzolin" not in body, name
        assert mairie_b.name.encode() not in body, name


def test_secrets_are_left_out_and_named(filled):
    with mairie_context(filled):
        user = make_user(role="mayor")
        open_session(user)
        sessions = [row for row in rows_in(filled, "accounts_session") if row["id"] != str(COMMON_UUID)]
    archive = archive_of(filled)

    everything = b"".join(archive.read(name) for name in archive.namelist())
    assert user.password.encode() not in everything
    assert sessions
    for row in sessions:
        assert row["refresh_jti"].encode() not in everything
        assert row["id"].encode() not in everything
    tables = manifest_of(archive)["tables"]
    assert {table["name"]: set(table["left_out"]) for table in tables if table["left_out"]} == SECRETS


def test_it_is_one_moment_even_when_somebody_writes_meanwhile(filled, monkeypatch):
    tables = snapshot.Snapshot.tables

    def writing_meanwhile(self):
        found = tables(self)

        def write() -> None:
            with mairie_context(filled):
                make_publication(title="Trop tard")
            connection.close()

        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
        return found

    monkeypatch.setattr(snapshot.Snapshot, "tables", writing_meanwhile)
    archive = archive_of(filled)

    assert b"Trop tard" not in archive.read("tables/publications_publication.json")
    with mairie_context(filled):
        assert apps.get_model("publications", "Publication").objects.filter(title="Trop tard").exists()


def test_cells_that_a_spreadsheet_could_run_are_exact_in_json_and_neutralised_in_csv(filled):
    with mairie_context(filled):
        make_publication(title="=1+1", content="-2", views_count=5)
    archive = archive_of(filled)

    [row] = [row for row in json.loads(archive.read("tables/publications_publication.json")) if row["title"] == "=1+1"]
    text = archive.read("tables/publications_publication.csv").decode("utf-8-sig")
    [line] = [line for line in csv.DictReader(io.StringIO(text), delimiter=";") if line["id"] == str(row["id"])]
    assert (line["title"], line["content"], line["views_count"]) == ("'=1+1", "'-2", "5")


@pytest.mark.parametrize("store", BOTH, indirect=True)
def test_by_the_api_it_is_made_in_the_background_and_downloaded(filled, client_for, via, store):
    client = client_for(filled, "mayor", via=via)

    asked = client.post(f"{BASE}complete/")
    again = client.post(f"{BASE}complete/")
    waiting = download(filled, asked.json()["download_url"], via=via)
    run_jobs()
    ready = client.get(f"{BASE}{asked.json()['id']}/").json()
    archive = zipfile.ZipFile(BytesIO(content(download(filled, ready["download_url"], via=via))))

    assert (asked.status_code, asked.json()["status"], asked.json()["type"]) == (202, "pending", "complete")
    assert (again.status_code, again.json()["error"]["code"]) == (409, "EXPORT_IN_PROGRESS")
    assert waiting.status_code == 202
    assert ready["status"] == "ready"
    assert ready["rows"] == manifest_of(archive)["counts"]["rows"] > 0
    assert archive.testzip() is None


@pytest.mark.parametrize("role", [None, "citizen", "moderator"])
def test_others_may_not(mairie_a, client_for, role):
    assert client_for(mairie_a, role).post(f"{BASE}complete/").status_code == (403 if role else 401)


def test_it_is_not_charged_to_the_quota(filled, client_for, settings):
    settings.STORAGE_QUOTA_BYTES = 1
    with mairie_context(filled):
        export = exports.request_complete(actor=make_user(role="mayor"))
        run_jobs()
        assert Export.objects.get(pk=export.pk).is_ready


def test_operators_write_it_to_a_file(filled, tmp_path):
    path, output = tmp_path / "gif.zip", StringIO()

    call_command("export_mairie", filled.code, output=path, stdout=output)

    with zipfile.ZipFile(path) as archive:
        assert manifest_of(archive)["municipality"]["code"] == filled.code
    assert str(path) in output.getvalue()
    assert [entry.name for entry in tmp_path.iterdir() if entry.suffix == ".part"] == []
    with pytest.raises(CommandError):
        call_command("export_mairie", "00000", output=path, stdout=output)


def test_operators_are_told_that_the_disk_is_full(filled, tmp_path, monkeypatch):
    def fill_the_disk(*, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(complete, "write", fill_the_disk)
    with pytest.raises(CommandError, match="No space left on device"):
        call_command("export_mairie", filled.code, output=tmp_path / "gif.zip", stdout=StringIO())

    assert list(tmp_path.glob("gif.zip*")) == []


def test_a_command_that_fails_leaves_no_file(filled, tmp_path, monkeypatch):
    monkeypatch.setattr(snapshot.Snapshot, "tables", lambda self: 1 / 0)
    path = tmp_path / "gif.zip"

    with pytest.raises(ZeroDivisionError):
        call_command("export_mairie", filled.code, output=path, stdout=StringIO())

    assert not path.exists()
    assert list(tmp_path.glob("*.part")) == []
