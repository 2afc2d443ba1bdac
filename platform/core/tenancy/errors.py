"""Why a request does not reach a mairie."""

from django.utils.translation import gettext_lazy as _

from core.api.errors import DomainError


class BadHost(DomainError):
    code = "BAD_HOST"
    status = 400
    message = _("Le nom d'hôte de la requête est illisible.")


class MunicipalityRequired(DomainError):
    code = "MUNICIPALITY_REQUIRED"
    status = 400
    message = _("Précisez la municipalité concernée (en-tête X-Municipality-Code ou paramètre municipality_code).")


class MunicipalityNotFound(DomainError):
    code = "MUNICIPALITY_NOT_FOUND"
    status = 404
    message = _("Aucune mairie ne correspond à cette adresse ou à ce code.")


class MunicipalitySuspended(DomainError):
    code = "MUNICIPALITY_SUSPENDED"
    status = 403
    message = _("Le service de cette mairie est suspendu.")


class SiteSuspended(DomainError):
    code = "MUNICIPALITY_SUSPENDED"
    status = 503
    message = _("Le site de cette mairie est momentanément indisponible.")


class MunicipalityProvisioning(DomainError):
    code = "MUNICIPALITY_PROVISIONING"
    status = 503
    message = _("Le site de cette mairie est en cours de création.")

    def __init__(self) -> None:
        super().__init__(headers={"Retry-After": "10"})


class WrongMunicipality(DomainError):
    code = "WRONG_MUNICIPALITY"
    status = 401
    message = _("Ces identifiants ne valent pas pour cette mairie.")
