"""Which publications a reader sees; said twice, for querysets and for the lists' SQL, and tested to agree."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from core.api.permissions import Account, acts_for_mairie
from tenant_apps.publications.models import Publication

# `p` is the publication. The database's clock decides, so that no reader depends on a job having run.
ON_LINE = "(p.status = 'published' OR (p.status = 'scheduled' AND p.scheduled_at <= now()))"
UNEXPIRED = "(p.expires_at IS NULL OR p.expires_at > now())"
PUBLIC = f"{ON_LINE} AND {UNEXPIRED}"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: an account or nobody, and whether they see what is not public."""

    id: int | None = None
    sees_all: bool = False

    @classmethod
    def of(cls, user: Account | None) -> "Reader":
        return cls(user.id if user else None, acts_for_mairie(user))


def visible_publications(*, user: Account | None = None) -> QuerySet[Publication]:
    """What `user` (None: a visitor) may see, in no order."""
    publications = Publication.objects.defer("search")
    return publications if acts_for_mairie(user) else publications.filter(is_public())


def is_on_line() -> Q:
    """Published, or planned for a moment that has come."""
    return Q(status=Publication.Status.PUBLISHED) | Q(status=Publication.Status.SCHEDULED, scheduled_at__lte=Now())


def is_public() -> Q:
    """What citizens see: on line and unexpired."""
    return is_on_line() & (Q(expires_at__isnull=True) | Q(expires_at__gt=Now()))
