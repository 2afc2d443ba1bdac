"""What can go wrong, said once: a stable code, a French message, an HTTP status and details."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import french

Text = str | Promise
FieldErrors = Mapping[str, Sequence[Text]]
NON_FIELD = "non_field_errors"


class DomainError(Exception):
    """A refusal that its caller is told about; a subclass names the case, one handler turns it into an answer."""

    code: str = "BAD_REQUEST"
    status: int = 400
    message: Text = _("La requête ne peut pas être traitée.")

    def __init__(
        self,
        message: Text | None = None,
        *,
        code: str | None = None,
        details: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.message = message if message is not None else type(self).message
        self.code = code or type(self).code
        self.details: dict[str, Any] = dict(details or {})
        self.headers: dict[str, str] = dict(headers or {})
        super().__init__(self.message)

    @property
    def in_words(self) -> str:
        """What a page says of it."""
        return str(self.message)

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


class BadRequestError(DomainError):
    """The request cannot be read."""


class UnauthenticatedError(DomainError):
    code = "UNAUTHENTICATED"
    status = 401
    message = _("Authentification requise : connectez-vous et envoyez un jeton d'accès valide.")


class PermissionDeniedError(DomainError):
    code = "PERMISSION_DENIED"
    status = 403
    message = _("Vous n'avez pas le droit d'effectuer cette action.")


class EmailNotVerifiedError(PermissionDeniedError):
    code = "EMAIL_NOT_VERIFIED"
    message = _("Vérifiez d'abord votre adresse électronique.")


class NotFoundError(DomainError):
    code = "NOT_FOUND"
    status = 404
    message = _("Cette ressource n'existe pas.")


class MethodNotAllowedError(DomainError):
    code = "METHOD_NOT_ALLOWED"
    status = 405
    message = _("Cette méthode n'est pas acceptée ici.")


class ConflictError(DomainError):
    code = "CONFLICT"
    status = 409
    message = _("L'état actuel de la ressource ne permet pas cette action.")


class ConcurrentUpdateError(ConflictError):
    code = "CONCURRENT_UPDATE"
    message = _("La ressource vient d'être modifiée en même temps ; réessayez.")


class LengthRequiredError(DomainError):
    code = "LENGTH_REQUIRED"
    status = 411
    message = _("Indiquez la taille du corps de la requête (Content-Length).")


class PayloadTooLargeError(DomainError):
    code = "PAYLOAD_TOO_LARGE"
    status = 413
    message = _("La requête est trop volumineuse.")


class UnsupportedMediaTypeError(DomainError):
    code = "UNSUPPORTED_MEDIA_TYPE"
    status = 415
    message = _("Ce type de contenu n'est pas accepté ; envoyez du JSON ou un formulaire.")


class ValidationFailed(DomainError):
    """The request is readable but its values are not acceptable: `details` holds a list of messages per field."""

    code = "VALIDATION_ERROR"
    status = 422
    message = _("Les données fournies sont invalides")

    def __init__(self, details: FieldErrors, message: Text | None = None, *, code: str | None = None) -> None:
        super().__init__(message, code=code, details={field: list(texts) for field, texts in details.items()})


class RateLimitedError(DomainError):
    """Too many requests; `retry_after` is the number of seconds after which one more is accepted."""

    code = "RATE_LIMITED"
    status = 429
    message = _("Trop de requêtes ; réessayez plus tard.")

    def __init__(self, message: Text | None = None, *, retry_after: int = 60, code: str | None = None) -> None:
        seconds = max(1, retry_after)
        super().__init__(message, code=code, details={"retry_after": seconds}, headers={"Retry-After": str(seconds)})

    @property
    def in_words(self) -> str:
        """Also when one more will be accepted."""
        time = french.duration(self.details["retry_after"])
        return f"{self.message} {gettext('Un nouvel essai sera possible dans %(time)s.') % {'time': time}}"


class ServerError(DomainError):
    code = "SERVER_ERROR"
    status = 500
    message = _("Une erreur inattendue s'est produite ; elle a été enregistrée.")


class UnavailableError(DomainError):
    code = "SERVICE_UNAVAILABLE"
    status = 503
    message = _("Le service est momentanément indisponible ; réessayez dans quelques instants.")

    def __init__(
        self,
        message: Text | None = None,
        *,
        code: str | None = None,
        details: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message, code=code, details=details, headers={"Retry-After": "5", **(headers or {})})
