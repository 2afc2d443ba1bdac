"""The sheets of rows: publications, events, conversations and accounts between two days."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from core.api.errors import Text
from tenant_apps.accounts.selectors import exports as accounts
from tenant_apps.events.selectors import exports as events
from tenant_apps.exports.sheets import Column, Sheet
from tenant_apps.exports.sheets.days import parse_day, span, written_span
from tenant_apps.messages.selectors import exports as messages
from tenant_apps.publications.selectors import exports as publications


class Days(NamedTuple):
    """First and last day of an export, both included; None where it is open."""

    first: date | None
    last: date | None

    @classmethod
    def of(cls, parameters: Mapping[str, Any]) -> "Days":
        """Out of an export's stored parameters."""
        return cls(parse_day(parameters.get("start_date")), parse_day(parameters.get("end_date")))


@dataclass(frozen=True, slots=True)
class Table:
    """How rows of one kind are headed, read and counted."""

    title: Text
    columns: tuple[Column, ...]
    lines: Callable[[Days], Iterator[Any]]
    count: Callable[[Days, int], int]

    def sheet(self, parameters: Mapping[str, Any]) -> Sheet:
        days = Days.of(parameters)
        return Sheet(str(self.title), self.columns, self.lines(days), written_span(first=days.first, last=days.last))


PUBLICATIONS = (
    Column(_("N°"), "id", "plain", 8),
    Column(_("Créée le"), "created_at", "moment", 17),
    Column(_("Publiée le"), "published_at", "moment", 17, share=13),
    Column(_("Type"), "type", width=13, share=11),
    Column(_("Titre"), "title", width=60, share=32),
    Column(_("Catégorie"), "category", width=18, share=13),
    Column(_("Étiquettes"), "tags", width=24),
    Column(_("État"), "status", width=13, share=11),
    Column(_("Priorité"), "priority", width=11),
    Column(_("Épinglée"), "is_pinned", "flag", 10),
    Column(_("Auteur"), "author", width=24, share=14),
    Column(_("Vues"), "views", "number", 10, share=7, total=True),
    Column(_("J'aime"), "likes", "number", 10, share=8, total=True),
    Column(_("Commentaires"), "comments", "number", 14, share=12, total=True),
    Column(_("Commentaires ouverts"), "allow_comments", "flag", 20),
    Column(_("Programmée pour"), "scheduled_at", "moment", 17),
    Column(_("Expire le"), "expires_at", "moment", 17),
    Column(_("Modifiée le"), "updated_at", "moment", 17),
    Column(_("Extrait"), "excerpt", width=80),
)
EVENTS = (
    Column(_("N°"), "id", "plain", 8),
    Column(_("Début"), "starts", "moment", 17, share=13),
    Column(_("Fin"), "ends", "moment", 17, share=13),
    Column(_("Journée entière"), "all_day", "flag", 15),
    Column(_("Titre"), "title", width=50, share=34),
    Column(_("Catégorie"), "category", width=18, share=14),
    Column(_("Priorité"), "priority", width=11),
    Column(_("Lieu"), "location_name", width=30, share=20),
    Column(_("Adresse"), "location_address", width=40),
    Column(_("Public"), "is_public", "flag", 9, share=8),
    Column(_("Récurrent"), "is_recurring", "flag", 11),
    Column(_("Invités"), "attendees", "number", 9, share=8),
    Column(_("Confirmés"), "confirmed", "number", 11),
    Column(_("Description"), "description", width=60),
    Column(_("Notes internes"), "notes", width=40),
    Column(_("Créé par"), "author", width=24),
    Column(_("Créé le"), "created_at", "moment", 17),
)
CONVERSATIONS = (
    Column(_("Conversation"), "conversation", "plain", 13),
    Column(_("Objet"), "subject", width=40, share=20),
    Column(_("Catégorie"), "category", width=20),
    Column(_("Priorité"), "priority", width=11),
    Column(_("État"), "status", width=11),
    Column(_("Correspondant"), "correspondent", width=24),
    Column(_("Adresse électronique"), "address", width=32),
    Column(_("Suivi par"), "assignee", width=24),
    Column(_("Écrit le"), "written_at", "moment", 17, share=13),
    Column(_("Auteur"), "author", width=24, share=16),
    Column(_("De la mairie"), "is_from_mairie", "flag", 13),
    Column(_("Note interne"), "is_internal", "flag", 13, share=8),
    Column(_("Message"), "content", width=80, share=50),
    Column(_("Pièces jointes"), "attachments", width=30),
)
ACCOUNTS = (
    Column(_("N°"), "id", "plain", 8),
    Column(_("Nom"), "last_name", width=24, share=20),
    Column(_("Prénom"), "first_name", width=20, share=16),
    Column(_("Adresse électronique"), "email", width=36, share=32),
    Column(_("Téléphone"), "phone", width=18, share=16),
    Column(_("Rôle"), "role", width=16, share=14),
    Column(_("État du rôle"), "role_status", width=13),
    Column(_("Actif"), "is_active", "flag", 8, share=7),
    Column(_("Adresse vérifiée"), "is_verified", "flag", 16),
    Column(_("Année de naissance"), "birth_year", "plain", 18),
    Column(_("Inscrit le"), "created_at", "moment", 17, share=14),
    Column(_("Dernière connexion"), "last_login", "moment", 18),
)


def _moments(days: Days) -> dict[str, Any]:
    start, end = span(first=days.first, last=days.last)
    return {"start": start, "end": end}


TABLES = {
    "publications": Table(
        _("Publications"),
        PUBLICATIONS,
        lambda days: publications.publication_lines(**_moments(days)),
        lambda days, most: publications.count_lines(**_moments(days), most=most),
    ),
    "events": Table(
        _("Événements"),
        EVENTS,
        lambda days: events.event_lines(**days._asdict()),
        lambda days, most: events.count_lines(**days._asdict(), most=most),
    ),
    "conversations": Table(
        _("Conversations"),
        CONVERSATIONS,
        lambda days: messages.message_lines(**_moments(days)),
        lambda days, most: messages.count_lines(**_moments(days), most=most),
    ),
    "accounts": Table(
        _("Comptes"),
        ACCOUNTS,
        lambda days: accounts.account_lines(**_moments(days)),
        lambda days, most: accounts.count_lines(**_moments(days), most=most),
    ),
}
