"""Who may call an endpoint; each rule raises the error that says why not."""

from typing import Any, ClassVar, Protocol

from django.utils.translation import gettext_lazy as _
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from core.api.errors import DomainError, EmailNotVerifiedError, PermissionDeniedError, Text, UnauthenticatedError

Refusals = tuple[type[DomainError], ...]
MODERATORS = frozenset({"moderator", "admin", "mayor"})
MANAGERS = frozenset({"admin", "mayor"})


class Actor(Protocol):
    """Whoever did something, as records name them."""

    @property
    def id(self) -> int: ...


class Account(Actor, Protocol):
    """An account as far as decisions look at it."""

    @property
    def is_verified(self) -> bool: ...
    @property
    def effective_role(self) -> str: ...


def acts_for_mairie(user: Account | None) -> bool:
    """Moderators, administrators and mayors, with a verified address, see and do the mairie's part of everything."""
    return user is not None and user.is_verified and user.effective_role in MODERATORS


def require_verified(user: Account) -> None:
    """Whoever publishes something has proven their address; raises EmailNotVerifiedError."""
    if not user.is_verified:
        raise EmailNotVerifiedError


class Permission:
    """A rule about the caller; `errors` (the refusals it may raise) and `label` (who may) are for the documentation."""

    errors: ClassVar[Refusals] = ()
    label: ClassVar[Text] = _("Personne")

    def check(self, request: Request) -> None:
        """Return for a caller who may, raise a DomainError for one who may not."""
        raise PermissionDeniedError


class Public(Permission):
    """Anybody."""

    label = _("Tout le monde")

    def check(self, request: Request) -> None:
        return


class Authenticated(Permission):
    """An account of the mairie being served (of the platform, outside any)."""

    errors: ClassVar[Refusals] = (UnauthenticatedError,)
    label = _("Tout compte")

    def check(self, request: Request) -> None:
        if not request.user.is_authenticated:
            raise UnauthenticatedError


class Verified(Authenticated):
    """An account whose address has been verified."""

    errors: ClassVar[Refusals] = (UnauthenticatedError, EmailNotVerifiedError)
    label = _("Compte à l'adresse vérifiée")

    def check(self, request: Request) -> None:
        super().check(request)
        user: Any = request.user
        require_verified(user)


class Roles(Verified):
    """A verified account that acts in one of `roles`: a role that is asked for and not yet approved does not count."""

    errors: ClassVar[Refusals] = (UnauthenticatedError, PermissionDeniedError, EmailNotVerifiedError)
    roles: ClassVar[frozenset[str]] = frozenset()

    def check(self, request: Request) -> None:
        user: Any = request.user
        if user.is_authenticated and user.effective_role not in self.roles:
            raise PermissionDeniedError
        super().check(request)


class Staff(Roles):
    """Moderator, administrator or mayor."""

    roles = MODERATORS
    label = _("Modérateur, administrateur ou maire")


class Managers(Roles):
    """Administrator or mayor."""

    roles = MANAGERS
    label = _("Administrateur ou maire")


class Operators(Authenticated):
    """An account of the platform itself, outside any mairie."""

    errors: ClassVar[Refusals] = (UnauthenticatedError, PermissionDeniedError)
    label = _("Opérateur de la plateforme")

    def check(self, request: Request) -> None:
        if getattr(request, "municipality", None) is not None:
            raise PermissionDeniedError
        super().check(request)


class Denied(BasePermission):
    """Default of views that are not `core.api.views.APIView`: nobody."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return False
