from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from shared_apps.municipalities.selectors import fleet
from shared_apps.municipalities.services.resealing import reseal


class Command(BaseCommand):
    """After a change of ECMS_SECRET_KEY, while ECMS_FORMER_SECRET_KEYS names the former one."""

    help = "Réécrit sous la clé secrète actuelle ce qui a été chiffré ou indexé sous une ancienne, mairie par mairie."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("codes", nargs="*", help="codes INSEE (par défaut, toutes les mairies)")

    def handle(self, *args: Any, **options: Any) -> None:
        codes = [member.code for member in fleet.members(*options["codes"])]
        for code, count in reseal(codes):
            self.stdout.write(f"{code or 'plateforme'} : {count}")
