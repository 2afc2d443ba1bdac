"""What the demo says once it runs: a table for people, demo.json for programs."""

import json
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from config.demo.towns import OPERATOR, Town
from core.embedded.files import write_private

ROLES = {"mayor": "maire", "admin": "administrateur", "moderator": "modérateur", "citizen": "citoyen"}
FILE = "demo.json"


def write(home: Path, *, base: str, password: str, towns: Sequence[Town]) -> None:
    """Tell programs, whole or not at all; the file exists exactly while everything answers."""
    content = {
        "base": base,
        "mail_dir": str(home / "mail"),
        "password": password,
        "operator": OPERATOR,
        "mairies": [town.as_dict() for town in towns],
    }
    write_private(home / FILE, json.dumps(content, ensure_ascii=False, indent=2) + "\n")


def withdraw(home: Path) -> None:
    """Tell programs that nothing is to be relied on."""
    (home / FILE).unlink(missing_ok=True)


def show(console: Console, home: Path, *, base: str, password: str, towns: Sequence[Town]) -> None:
    """Tell people."""
    console.print(_table(base, towns))
    for label, value in {
        "Mot de passe de tous": password,
        "Documentation de l'API": f"{base}/api/v1/docs/",
        "Courrier envoyé": f"{base}/_mail/",
        "Journaux": home / "logs",
        "Commandes": f". {home / 'env'} && .venv/bin/python manage.py …",
        "Arrêt": "Ctrl-C",
    }.items():
        console.print(f"{label} : {value}", soft_wrap=True, highlight=False, markup=False)


def _table(base: str, towns: Sequence[Town]) -> Table:
    """One row a site, its accounts below one another; narrow enough for 80 columns."""
    table = Table(show_lines=True, show_header=False)
    table.add_column(overflow="fold")
    table.add_column(no_wrap=True)
    table.add_row("Plateforme", f"{base}/\n{OPERATOR}  (opérateur)")
    for town in towns:
        accounts = [f"{town.accounts[role]}  ({label})" for role, label in ROLES.items()]
        table.add_row(f"{town.name}\n{town.code}", "\n".join([f"http://{town.host}/", *accounts]))
    return table
