from contextlib import closing
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.api.errors import DomainError, ValidationFailed
from shared_apps.municipalities.management.reporting import Report, report
from shared_apps.municipalities.models import Municipality
from shared_apps.municipalities.selectors.directory import tenant_by_code
from shared_apps.municipalities.services.provisioning_list import (
    Done,
    Line,
    ListUnreadable,
    Reservation,
    normalised_code,
    provision_all,
    provision_one,
    read_list,
)


class Command(BaseCommand):
    help = (
        "Crée la mairie d'une commune (code INSEE), ou celles d'un fichier CSV aux colonnes code et mayor_email "
        "et, au besoin, slug, name, domain. Interrompue, la commande se relance telle quelle."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", nargs="?", help="code INSEE de la commune")
        parser.add_argument("--mayor-email", help="adresse à laquelle part l'invitation du maire")
        parser.add_argument("--slug", default="", help="sous-domaine (par défaut, d'après le nom de la commune)")
        parser.add_argument("--name", default="", help="nom affiché (par défaut, « Mairie de … »)")
        parser.add_argument("--domain", default="", help="nom de domaine propre, à vérifier ensuite")
        parser.add_argument("--csv", type=Path, help="fichier de mairies à créer")
        parser.add_argument("--jobs", type=int, default=2, help="mairies créées en même temps depuis le fichier")

    def handle(self, *args: Any, **options: Any) -> None:
        if bool(options["code"]) == bool(options["csv"]):
            raise CommandError("Donnez un code INSEE avec --mayor-email, ou un fichier avec --csv.")
        if options["csv"]:
            self._provision_list(options)
        else:
            self._provision_one(options)

    def _provision_one(self, options: dict[str, Any]) -> None:
        if not options["mayor_email"]:
            raise CommandError("--mayor-email manque : sans elle, personne ne pourrait entrer dans la mairie.")
        line = Line(
            normalised_code(options["code"]),
            *(options[field] for field in ("mayor_email", "slug", "name", "domain")),
        )
        try:
            municipality = provision_one(line)
        except DomainError as error:
            raise CommandError(reason(error)) from error
        if options["verbosity"]:
            self.stdout.write(created(municipality))

    def _provision_list(self, options: dict[str, Any]) -> None:
        try:
            lines = read_list(options["csv"])
        except (ListUnreadable, OSError) as error:
            raise CommandError(f"{options['csv']} : {error}") from error
        failures = 0
        with (
            report(self.stdout, total=len(lines), label="Mairies", verbosity=options["verbosity"]) as shown,
            closing(provision_all(lines, jobs=options["jobs"])) as done,
        ):
            for reservation, outcome in done:
                failures += _tell(shown, reservation, outcome)
        if failures:
            raise CommandError(f"{failures} mairie(s) sur {len(lines)} n'ont pas pu être créées.")


def _tell(shown: Report, reservation: Reservation, outcome: Done | Exception) -> int:
    """One line about one mairie; 1 when it failed."""
    shown.advance()
    if isinstance(outcome, Exception):
        shown.line(f"ÉCHEC  {reservation.line.code}  {reason(outcome)}")
        return 1
    if reservation.municipality and outcome == "created":
        shown.line(created(reservation.municipality))
    else:
        shown.line(f"déjà là  {reservation.municipality}")
    return 0


def created(municipality: Municipality) -> str:
    """Code, name and address of a mairie that has just been opened."""
    tenant = tenant_by_code(municipality.code)
    return f"créée  {municipality.code}  {municipality.name}  {tenant.url() if tenant else ''}"


def reason(error: Exception) -> str:
    """Why it failed, in one line."""
    if isinstance(error, ValidationFailed):
        return " ; ".join(f"{field} : {text}" for field, texts in error.details.items() for text in texts)
    if isinstance(error, DomainError):
        return str(error.message)
    if isinstance(error, ListUnreadable):
        return str(error)
    return f"{type(error).__name__}: {error}".splitlines()[0]
