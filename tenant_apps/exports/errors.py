"""Why an export is refused, or can't be downloaded."""

from django.utils.translation import gettext_lazy as _

from core.api.errors import ConflictError, NotFoundError, UnavailableError, ValidationFailed


class ExportNotFound(NotFoundError):
    """Also for a link that is forged, expired or another mairie's."""

    code = "EXPORT_NOT_FOUND"
    message = _("Cet export n'existe pas, ou son lien n'est plus valable : demandez-en un nouveau.")


class ExportFailed(ConflictError):
    """`details["reason"]` says why; the export can be tried again."""

    code = "EXPORT_FAILED"
    message = _("Cet export n'a pas pu être préparé ; vous pouvez le relancer.")


class ExportReady(ConflictError):
    code = "EXPORT_READY"
    message = _("Cet export est prêt : il n'y a rien à relancer.")


class TooManyRows(ValidationFailed):
    """A printed document that nobody could read."""

    code = "EXPORT_TOO_LARGE"

    def __init__(self, *, most: int) -> None:
        text = _("Un PDF contient au plus %(most)d lignes : resserrez les dates, ou choisissez CSV ou XLSX.")
        super().__init__({"format": [text % {"most": most}]})


class NoRoom(UnavailableError):
    """The disk that the file is written to is full; operators have to act."""

    code = "EXPORT_NO_ROOM"
    message = _("La plateforme n'a plus assez de place pour préparer ce fichier ; son exploitant doit en faire.")


class ExportInProgress(ConflictError):
    """One archive of everything at a time is enough."""

    code = "EXPORT_IN_PROGRESS"
    message = _("Un export complet est déjà en préparation.")
