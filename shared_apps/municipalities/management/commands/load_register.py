from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from shared_apps.municipalities.services.register import BUNDLED, RegisterUnreadable, load_register


class Command(BaseCommand):
    help = "Charge le registre officiel des communes (INSEE) ; relancer la commande ne change rien."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--file", type=Path, default=BUNDLED, help="un autre fichier .csv ou .csv.xz")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load_register(path=options["file"])
        except (RegisterUnreadable, OSError) as error:
            raise CommandError(str(error)) from error
        if options["verbosity"]:
            self.stdout.write(
                f"{loaded.total} communes : {loaded.added} ajoutées, {loaded.changed} modifiées, "
                f"{loaded.removed} retirées"
            )
