"""What can be wrong with a mairie, its name or its hosts."""

from django.utils.translation import gettext_lazy as _

from core.api.errors import ConflictError, NotFoundError, UnavailableError


class CommuneNotFound(NotFoundError):
    code = "COMMUNE_NOT_FOUND"
    message = _("Aucune commune du registre officiel ne porte ce code.")


class DomainNotFound(NotFoundError):
    code = "DOMAIN_NOT_FOUND"
    message = _("Cette mairie n'a pas ce nom de domaine.")


class MunicipalityExists(ConflictError):
    code = "MUNICIPALITY_EXISTS"
    message = _("Cette commune a déjà sa mairie sur la plateforme.")


class SlugReserved(ConflictError):
    code = "SLUG_RESERVED"
    message = _("Ce sous-domaine est réservé à la plateforme.")


class SlugTaken(ConflictError):
    code = "SLUG_TAKEN"
    message = _("Ce sous-domaine est déjà celui d'une autre mairie.")


class WrongState(ConflictError):
    code = "MUNICIPALITY_STATE"
    message = _("L'état de cette mairie ne permet pas cette action.")


class DomainTaken(ConflictError):
    code = "DOMAIN_TAKEN"
    message = _("Ce nom de domaine est déjà enregistré.")


class DomainNotVerified(ConflictError):
    code = "DOMAIN_NOT_VERIFIED"
    message = _("Ce nom de domaine n'est pas encore vérifié.")


class DomainInUse(ConflictError):
    code = "DOMAIN_IN_USE"
    message = _("Le nom de domaine principal et l'adresse de la plateforme ne se suppriment pas.")


class VerificationRecordMissing(ConflictError):
    code = "DOMAIN_RECORD_MISSING"
    message = _(
        "L'enregistrement TXT attendu n'a pas été trouvé ; un changement du DNS peut mettre des heures à se voir."
    )


class DnsUnavailable(UnavailableError):
    code = "DNS_UNAVAILABLE"
    message = _("Le DNS ne répond pas ; réessayez dans quelques minutes.")
