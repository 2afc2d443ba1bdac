"""List, retry and purge jobs."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import IO, Any, cast

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rich.console import Console
from rich.table import Table

from core.api.timestamps import utc
from core.tenancy import public_context
from shared_apps.jobs import limits, selectors
from shared_apps.jobs.errors import JobNotFound
from shared_apps.jobs.services import operations

LABELS = {
    "pending": gettext_lazy("en attente"),
    "running": gettext_lazy("en cours"),
    "dead": gettext_lazy("abandonnée"),
    "failing": gettext_lazy("en échec"),
}


class Command(BaseCommand):
    help = _("Liste les tâches, relance celles qui ont échoué, efface les abandonnées.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        listing = actions.add_parser("list", help=_("afficher les tâches, les plus récentes d'abord"))
        listing.add_argument("--state", choices=selectors.FILTERS)
        listing.add_argument("--limit", type=int, default=50)
        retry = actions.add_parser("retry", help=_("rendre des tâches échues tout de suite"))
        retry.add_argument("ids", type=int, nargs="*", metavar="ID")
        retry.add_argument("--all-dead", action="store_true", help=_("toutes les tâches abandonnées du choix"))
        for part in (listing, retry):
            part.add_argument("--kind")
            part.add_argument("--municipality", metavar="CODE")
        actions.add_parser("status", help=_("compter ; échoue quand du travail est abandonné, en échec ou en retard"))
        purge = actions.add_parser("purge", help=_("effacer les tâches abandonnées depuis longtemps"))
        purge.add_argument("--days", type=int, default=limits.DEAD_KEPT.days)

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        getattr(self, f"_{action}")(options)

    def _list(self, options: dict[str, Any]) -> None:
        chosen = {"state": options["state"], "kind": options["kind"], "municipality_code": options["municipality"]}
        with public_context():
            found = selectors.jobs(**chosen)
            rows, total = list(selectors.rows(found)[: options["limit"]]), found.count()
        console = Console(file=cast("IO[str]", self.stdout), width=None if self.stdout.isatty() else 200)
        console.print(_table(rows))
        console.print(_("Tâches affichées : %(shown)d sur %(total)d") % {"shown": len(rows), "total": total})

    def _status(self, options: dict[str, Any]) -> None:
        """For supervision: the exit status tells whether somebody has to look."""
        with public_context():
            figures, is_late = selectors.overview(), selectors.is_late()
        counts = {name: figures[name] for name in selectors.FILTERS}
        self.stdout.write(", ".join(f"{LABELS[name]} : {count}" for name, count in counts.items()))
        for kind in figures["kinds"]:
            self.stdout.write("{kind} : {failing} + {dead}, {last_error}".format(**kind))
        if is_late:
            self.stdout.write(_("Du travail échu attend depuis %s.") % utc(figures["oldest"]))
        if is_late or figures["kinds"]:
            raise CommandError(_("Il y a du travail en échec, abandonné ou en retard."))

    def _retry(self, options: dict[str, Any]) -> None:
        if bool(options["ids"]) == options["all_dead"]:
            raise CommandError(_("Donnez des identifiants, ou --all-dead."))
        count = _retry_each(options["ids"])
        if options["all_dead"]:
            count = operations.retry_dead(kind=options["kind"], municipality_code=options["municipality"])
        self.stdout.write(_("Tâches relancées : %d") % count)

    def _purge(self, options: dict[str, Any]) -> None:
        count = operations.purge_dead(older_than=timedelta(days=options["days"]))
        self.stdout.write(_("Tâches effacées : %d") % count)


def _retry_each(ids: list[int]) -> int:
    for job_id in ids:
        try:
            operations.retry(job_id=job_id)
        except JobNotFound as error:
            raise CommandError(f"{job_id} : {error.message}") from error
    return len(ids)


def _table(rows: list[dict[str, Any]]) -> Table:
    table = Table(title=_("Tâches"))
    for heading in (
        "ID",
        _("Mairie"),
        _("Nature"),
        _("Clé"),
        _("État"),
        _("Essais"),
        _("Échéance"),
        _("Dernière erreur"),
    ):
        table.add_column(heading, overflow="fold")
    styles = {"dead": "red", "running": "cyan"}
    for row in rows:
        phase = row["phase"]
        late = row["due_at"] < timezone.now() and phase == "pending"
        due = utc(row["available_at"] if late else row["due_at"])
        shown = (
            row["id"],
            row["code"] or "—",
            row["kind"],
            row["key"],
            str(LABELS[phase]),
            row["attempts"],
            due,
            row["last_error"],
        )
        table.add_row(*(str(value) for value in shown), style=styles.get(phase))
    return table
