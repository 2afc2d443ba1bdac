"""Why an event, an answer or a calendar file is refused."""

from django.utils.translation import gettext_lazy as _

from core.api.errors import NotFoundError, PayloadTooLargeError, PermissionDeniedError


class EventNotFound(NotFoundError):
    code = "EVENT_NOT_FOUND"
    message = _("Cet événement n'existe pas.")


class NotInvited(PermissionDeniedError):
    code = "NOT_INVITED"
    message = _("Vous n'êtes pas invité à cet événement.")


class FeedNotFound(NotFoundError):
    code = "FEED_NOT_FOUND"
    message = _("Ce lien d'agenda n'existe pas ou a été révoqué.")


class CalendarFileTooLarge(PayloadTooLargeError):
    """`details` gives the `limit` in bytes."""

    code = "CALENDAR_FILE_TOO_LARGE"
    message = _("Ce fichier d'agenda est trop volumineux.")
