"""Exceptions of Django, DRF and the database → the DomainError that its caller is told."""

from collections.abc import Callable
from typing import Any

from django.core import exceptions as django
from django.db import DatabaseError, DataError, InterfaceError, OperationalError
from django.db.models import ProtectedError, RestrictedError
from django.http import Http404, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions as drf

from core.api import error_details, errors
from core.redis import RedisUnavailable

# PostgreSQL's SQLSTATEs: serialization failure, deadlock; unique, exclusion and foreign-key violation.
CONCURRENCY = {"40001", "40P01"}
CONFLICTS = {"23505", "23P01", "23503"}

TOO_LARGE = (django.RequestDataTooBig, django.TooManyFieldsSent, django.TooManyFilesSent)
UNREADABLE = (
    drf.ParseError,
    django.BadRequest,
    django.SuspiciousOperation,
    MultiPartParserError,
    UnreadablePostError,
    UnicodeDecodeError,
)

Make = Callable[[Any], errors.DomainError]


def translate(error: BaseException) -> errors.DomainError:
    """The refusal that `error` stands for; what nobody foresaw is a ServerError."""
    if isinstance(error, errors.DomainError):
        return error
    for kinds, make in TRANSLATIONS:
        if isinstance(error, kinds):
            return make(error)
    return errors.ServerError()


def _of_database(error: DatabaseError) -> errors.DomainError:
    sqlstate = getattr(error.__cause__, "sqlstate", None)
    if sqlstate in CONCURRENCY:
        return errors.ConcurrentUpdateError()
    if sqlstate in CONFLICTS or isinstance(error, ProtectedError | RestrictedError):
        return errors.ConflictError()
    if isinstance(error, OperationalError | InterfaceError):
        return errors.UnavailableError()
    if isinstance(error, DataError):
        return errors.ValidationFailed({errors.NON_FIELD: [_("Une valeur est hors des limites acceptées.")]})
    return errors.ServerError()


def _of_validation(error: drf.ValidationError) -> errors.DomainError:
    return errors.ValidationFailed(error_details.flatten(error.detail))


def _of_denial(error: drf.PermissionDenied) -> errors.DomainError:
    own = str(error.detail) if error.detail != drf.PermissionDenied.default_detail else None
    return errors.PermissionDeniedError(own)


def _of_throttling(error: drf.Throttled) -> errors.DomainError:
    return errors.RateLimitedError(retry_after=int(getattr(error, "wait", None) or 60))


def _of_api_exception(error: drf.APIException) -> errors.DomainError:
    kinds = (errors.UnauthenticatedError, errors.PermissionDeniedError, errors.ConflictError, errors.UnavailableError)
    by_status = {kind.status: kind for kind in kinds}
    if error.status_code in by_status:
        return by_status[error.status_code]()
    return errors.ServerError() if error.status_code >= 500 else errors.BadRequestError()


def _always(kind: Callable[[], errors.DomainError]) -> Make:
    return lambda _error: kind()


TRANSLATIONS: tuple[tuple[Any, Make], ...] = (
    ((drf.NotAuthenticated, drf.AuthenticationFailed), _always(errors.UnauthenticatedError)),
    (drf.ValidationError, _of_validation),
    (drf.PermissionDenied, _of_denial),
    (drf.Throttled, _of_throttling),
    ((drf.NotFound, Http404), _always(errors.NotFoundError)),
    (drf.MethodNotAllowed, _always(errors.MethodNotAllowedError)),
    (drf.UnsupportedMediaType, _always(errors.UnsupportedMediaTypeError)),
    (TOO_LARGE, _always(errors.PayloadTooLargeError)),
    (UNREADABLE, _always(errors.BadRequestError)),
    (drf.APIException, _of_api_exception),
    (django.PermissionDenied, _always(errors.PermissionDeniedError)),
    (django.ValidationError, lambda error: errors.ValidationFailed(error_details.of_django(error))),
    ((DatabaseError, InterfaceError), _of_database),
    (RedisUnavailable, _always(errors.UnavailableError)),
)
