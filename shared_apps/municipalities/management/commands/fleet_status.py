from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from rich.table import Table

from core.tenancy.schemas import target_version
from shared_apps.municipalities.management.reporting import console
from shared_apps.municipalities.selectors import fleet


class Command(BaseCommand):
    help = "Montre les versions des schémas, les mairies en retard et les derniers échecs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--limit", type=int, default=20, help="mairies en retard à nommer")

    def handle(self, *args: Any, **options: Any) -> None:
        out = console(self.stdout)
        target = target_version()
        out.print(_table("Versions des schémas", ("Version", "Mairies", ""), _versions(target)))
        behind = fleet.behind()
        out.print(f"{len(behind)} mairie(s) en retard sur {target}", highlight=False)
        for member in behind[: options["limit"]]:
            out.print(f"  {member.code}  {member.name}  {member.schema_version or '—'}", markup=False, highlight=False)
        failing = [(member.code, member.name, member.failure) for member in fleet.failing()]
        if failing:
            out.print(_table("Derniers échecs", ("Code", "Mairie", "Raison"), failing))


def _versions(target: str) -> list[tuple[str, str, str]]:
    return [
        (version or "—", str(count), "à jour" if version == target else "en retard")
        for version, count in fleet.versions()
    ]


def _table(title: str, headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Table:
    table = Table(title=title, title_justify="left")
    for heading in headings:
        table.add_column(heading)
    for row in rows:
        table.add_row(*row)
    return table
