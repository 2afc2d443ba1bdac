"""Why a change of the site is refused."""

from django.utils.translation import gettext_lazy as _

from core.api.errors import ConflictError, NotFoundError


class PageNotFound(NotFoundError):
    code = "PAGE_NOT_FOUND"
    message = _("Cette page n'existe pas.")


class SectionNotFound(NotFoundError):
    code = "SECTION_NOT_FOUND"
    message = _("Cette section n'existe pas.")


class PageExists(ConflictError):
    code = "PAGE_EXISTS"
    message = _("Une page porte déjà cette adresse.")


class LegalPageRequired(ConflictError):
    code = "LEGAL_PAGE_REQUIRED"
    message = _("Cette page est obligatoire : elle peut être modifiée ou rétablie, pas supprimée ni déplacée.")


class SiteIncomplete(ConflictError):
    """`details["missing"]` lists what has to be filled in first: `field` and `message`."""

    code = "SITE_INCOMPLETE"
    message = _("Le site ne peut pas encore être publié : il manque des informations.")
