from contextlib import closing
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.tenancy.schemas import target_version
from shared_apps.municipalities.management.reporting import Report, report
from shared_apps.municipalities.selectors import fleet
from shared_apps.municipalities.services.fleet import Step, migrate


class Command(BaseCommand):
    help = (
        "Met à jour les schémas des mairies en retard, sans arrêter les sites. Une mairie en échec n'arrête pas les "
        "autres ; interrompue, la commande se relance et reprend ce qui reste."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("codes", nargs="*", help="codes INSEE (par défaut, toutes les mairies en retard)")
        parser.add_argument("--jobs", type=int, default=4, help="mairies migrées en même temps")
        parser.add_argument("--lock-timeout", type=int, default=3_000, help="attente d'un verrou, en millisecondes")

    def handle(self, *args: Any, **options: Any) -> None:
        behind = fleet.behind(*options["codes"])
        if not behind:
            self.stdout.write(f"Rien à faire : toutes les mairies sont à la version {target_version()}.")
            return
        failures = 0
        with (
            report(self.stdout, total=len(behind), label="Schémas", verbosity=options["verbosity"]) as shown,
            closing(migrate(behind, jobs=options["jobs"], lock_timeout_ms=options["lock_timeout"])) as steps,
        ):
            for step in steps:
                failures += _tell(shown, step, options["verbosity"])
            shown.line(f"{len(behind) - failures} mairie(s) à la version {target_version()}, {failures} en échec")
        if failures:
            raise CommandError("Des mairies sont restées en arrière ; voyez « manage.py fleet_status ».")


def _tell(shown: Report, step: Step, verbosity: int) -> int:
    """Report what failed (and with -v 2 what succeeded); 1 for a failure that is final."""
    if step.last:
        shown.advance()
    if step.error:
        word = "ÉCHEC" if step.last else "occupée"
        shown.line(f"{word}  {step.member.code}  {step.member.name}  {step.error}".strip())
    elif verbosity > 1:
        shown.line(f"à jour  {step.member.code}  {step.member.name}  {', '.join(step.applied)}")
    return int(step.last and step.error is not None)
