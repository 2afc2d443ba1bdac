"""Why a file or a change of the library is refused."""

from django.utils.translation import gettext_lazy as _

from core.api.errors import ConflictError, DomainError, Text


class MediaInUse(ConflictError):
    """`details["usages"]` lists the places that show the media."""

    code = "MEDIA_IN_USE"
    message = _("Ce média est utilisé : retirez-le d'abord des contenus qui l'affichent.")


class QuotaExceeded(DomainError):
    """`details` gives `quota`, `used` and `requested`, in bytes."""

    code = "QUOTA_EXCEEDED"
    status = 413
    message = _("L'espace de stockage de la mairie est plein : supprimez des médias ou changez d'offre.")


class FileTooLarge(DomainError):
    """`details` names the field, as a validation error does."""

    code = "FILE_TOO_LARGE"
    status = 413
    message = _("Un fichier dépasse la taille autorisée.")


class FileRefused(Exception):
    """One file is not acceptable; whoever knows the field it came in turns the reason into an answer."""

    def __init__(self, reason: Text, *, too_large: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.too_large = too_large


BROKEN = _("Ce fichier est abîmé ou incomplet.")
NOT_AN_IMAGE = _("Ce fichier n'est pas une image (JPEG, PNG, WebP ou GIF).")
NOT_A_DOCUMENT = _("Ce fichier n'est pas un document (PDF, ODT, ODS, DOCX, XLSX ou CSV).")
NOT_A_VIDEO = _("Ce fichier n'est pas une vidéo (MP4 ou WebM).")
UNKNOWN_FORMAT = _(
    "Ce format de fichier n'est pas accepté : envoyez une image (JPEG, PNG, WebP, GIF), un document (PDF, ODT, ODS, "
    "DOCX, XLSX, CSV) ou une vidéo (MP4, WebM)."
)
