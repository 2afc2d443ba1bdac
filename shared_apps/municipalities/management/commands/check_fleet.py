from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.tenancy.schemas import Drift, drift, target_version
from shared_apps.municipalities.selectors import fleet

PROBLEMS = {"missing": "manque", "unexpected": "en trop", "different": "diffère"}
KINDS = {"column": "colonne", "index": "index", "constraint": "contrainte"}


class Command(BaseCommand):
    help = "Compare tables, colonnes, index et contraintes de chaque mairie à jour avec les modèles."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("codes", nargs="*", help="codes INSEE (par défaut, toutes les mairies)")

    def handle(self, *args: Any, **options: Any) -> None:
        members = fleet.members(*options["codes"])
        current = [member.schema_name for member in members if member.schema_version == target_version()]
        found = drift(current)
        for difference in found:
            self.stdout.write(_line(difference))
        if behind := len(members) - len(current):
            self.stdout.write(f"{behind} mairie(s) en retard non comparées : lancez « manage.py migrate_fleet »")
        unknown = [] if options["codes"] else fleet.unknown_schemas()
        for schema_name in unknown:
            self.stdout.write(f"{schema_name}  schéma d'aucune mairie")
        if found or unknown:
            raise CommandError(f"{len(found)} écart(s), {len(unknown)} schéma(s) inconnu(s)")
        self.stdout.write(f"{len(current)} schéma(s) conformes aux modèles")


def _line(difference: Drift) -> str:
    texts = [difference.schema_name, KINDS.get(difference.kind, difference.kind), difference.name]
    texts.append(PROBLEMS.get(difference.problem, difference.problem))
    if difference.problem == "different":
        texts.append(f"attendu : {difference.expected} ; trouvé : {difference.found}")
    return "  ".join(texts)
