"""The archive that a person is given: one page to read, the same as JSON, and their files."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import IO, Any

import orjson
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from core.tenancy import require
from core.tenancy.clock import local_zone
from core.tenancy.storage import storage
from tenant_apps.accounts.selectors.accounts import account
from tenant_apps.exports.archive.zips import Archive
from tenant_apps.exports.personal.rows import Person, files, sections
from tenant_apps.exports.writers.pdf_file import printed

NAME = "donnees-personnelles"


def write(*, parameters: Mapping[str, Any], target: IO[bytes]) -> int:
    """Write what concerns an account, or an address without one, and give the number of rows; raises AccountNotFound.

    `parameters` has either `account_id` or `email`.
    """
    person = _person(parameters)
    moment = timezone.now().astimezone(local_zone())
    found = [(section.title, list(section.described(person=person))) for section in sections(person)]
    parts = [{"titre": title, "lignes": rows} for title, rows in found if rows]
    about = {"mairie": require().name, "code": require().code, "etabli_le": moment.isoformat(timespec="seconds")}
    with Archive(target, moment) as archive:
        with archive.entry(f"{NAME}.json") as entry:
            entry.write(orjson.dumps({**about, "rubriques": parts}, option=orjson.OPT_INDENT_2, default=str))
        with archive.entry(f"{NAME}.html") as entry:
            entry.write(_page(moment, parts, person).encode())
        for name in dict.fromkeys(files(person)):
            _write_file(archive, name)
    return sum(len(part["lignes"]) for part in parts)


def _person(parameters: Mapping[str, Any]) -> Person:
    if "email" in parameters:
        return Person(email=parameters["email"])
    return Person.behind(account(account_id=parameters["account_id"]))


def _page(moment: Any, parts: list[dict[str, Any]], person: Person) -> str:
    shown = [
        {
            "title": part["titre"],
            "rows": [{name: _shown(value) for name, value in row.items()} for row in part["lignes"]],
        }
        for part in parts
    ]
    return render_to_string(
        "exports/personal.html", {"mairie": require(), "moment": moment, "parts": shown, "person": person}
    )


def _shown(value: Any) -> str:
    if isinstance(value, dict | list):
        return orjson.dumps(value, default=str).decode() if value else _("aucun")
    return printed(value)


def _write_file(archive: Archive, name: str) -> None:
    try:
        size = storage.size(name)
    except FileNotFoundError:
        return
    with archive.entry(f"fichiers/{PurePosixPath(name).name}") as entry:
        for chunk in storage.read(name, 0, size):
            entry.write(chunk)
