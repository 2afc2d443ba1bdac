"""How a job fails, and what operators may ask for in vain."""

from django.utils.translation import gettext_lazy as _

from core.api.errors import NotFoundError


class PermanentFailure(Exception):
    """Raised by a handler when trying again would change nothing: the job is dead at once.

    Its text is stored and shown to operators: it must hold no personal data.
    """


class UnknownKind(Exception):
    """No app of this release registers the kind."""


class MairieMissing(Exception):
    """The mairie of the job does not exist."""


class WorkerLost(Exception):
    """Each attempt ended with the death of its worker."""


class JobNotFound(NotFoundError):
    code = "JOB_NOT_FOUND"
    message = _("Cette tâche n'existe pas ou est déjà terminée.")
