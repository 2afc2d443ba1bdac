from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.tenancy import mairie_context, public_context
from shared_apps.municipalities.selectors import directory
from tenant_apps.media.services.sweeping import sweep


class Command(BaseCommand):
    """Sweep some mairies now instead of waiting for their jobs."""

    help = "Supprime les fichiers des mairies données qu'aucune ligne ne connaît."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("codes", nargs="+", metavar="CODE", help="code INSEE")
        parser.add_argument("--dry-run", action="store_true", help="montrer sans supprimer")

    def handle(self, *args: Any, codes: list[str], dry_run: bool, **options: Any) -> None:
        for code in codes:
            with public_context():
                tenant = directory.tenant_by_code(code)
            if tenant is None:
                raise CommandError(f"Aucune mairie n'a le code {code}.")
            with mairie_context(tenant):
                orphans = sweep(dry_run=dry_run)
            for name in orphans:
                self.stdout.write(f"{code}\t{name}")
            self.stdout.write(f"{code}: {len(orphans)} fichier(s) orphelin(s)")
