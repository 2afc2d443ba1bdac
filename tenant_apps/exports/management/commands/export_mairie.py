from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.tenancy import Tenant, mairie_context, public_context
from core.tenancy.clock import today
from shared_apps.municipalities.selectors import directory
from tenant_apps.exports.archive import complete
from tenant_apps.exports.services import names


class Command(BaseCommand):
    """Write the archive of a mairie to a file, whatever the mairie's state."""

    help = "Écrit l'archive complète d'une mairie : toutes ses tables, tous ses fichiers, un manifeste."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", metavar="CODE", help="code INSEE")
        parser.add_argument("--output", type=Path, help="fichier à écrire (par défaut, dans le dossier courant)")

    def handle(self, *args: Any, code: str, output: Path | None, **options: Any) -> None:
        with public_context():
            tenant = directory.tenant_by_code(code.upper())
        if tenant is None:
            raise CommandError(f"Aucune mairie n'a le code {code}.")
        with mairie_context(tenant):
            rows, path = _write(tenant, output)
        self.stdout.write(f"{path}: {rows} ligne(s), {path.stat().st_size} octets")


def _write(tenant: Tenant, output: Path | None) -> tuple[int, Path]:
    """The archive takes its name once it is whole."""
    name = f"{names.stem(kind='complete', parameters={}, day=today())}.zip"
    path = output or Path(name)
    unfinished = path.with_name(f"{path.name}.part")
    try:
        target = unfinished.open("xb")
    except FileExistsError as error:
        raise CommandError(f"{unfinished} existe : un autre export de {tenant.code} est-il en cours ?") from error
    except OSError as error:
        raise CommandError(f"{path} : {error.strerror}") from error
    try:
        with target:
            rows = complete.write(target=target)
        unfinished.rename(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise CommandError(f"{path} : {error.strerror}") from error
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    return rows, path
