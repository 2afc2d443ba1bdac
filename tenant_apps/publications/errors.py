"""Why a publication, a comment or a category is refused."""

from django.utils.translation import gettext_lazy as _

from core.api.errors import ConflictError, NotFoundError, PermissionDeniedError


class PublicationNotFound(NotFoundError):
    code = "PUBLICATION_NOT_FOUND"
    message = _("Cette publication n'existe pas.")


class CommentNotFound(NotFoundError):
    code = "COMMENT_NOT_FOUND"
    message = _("Ce commentaire n'existe pas.")


class CategoryNotFound(NotFoundError):
    code = "CATEGORY_NOT_FOUND"
    message = _("Cette catégorie n'existe pas.")


class InvalidStatusChange(ConflictError):
    """`details` gives the `status` it has and the ones `allowed` from there."""

    code = "INVALID_STATUS_CHANGE"
    message = _("La publication ne peut pas passer à cet état depuis son état actuel.")


class PublicationNotPublic(ConflictError):
    code = "PUBLICATION_NOT_PUBLIC"
    message = _("Cette publication n'est pas en ligne : on ne peut ni l'aimer ni la commenter.")


class CategoryExists(ConflictError):
    code = "CATEGORY_EXISTS"
    message = _("Une catégorie porte déjà cet identifiant.")


class CategoryInUse(ConflictError):
    """`details` gives the number of `publications` that carry it."""

    code = "CATEGORY_IN_USE"
    message = _("Cette catégorie est utilisée : changez d'abord la catégorie des publications concernées.")


class CommentsClosed(PermissionDeniedError):
    code = "COMMENTS_CLOSED"
    message = _("Les commentaires de cette publication sont fermés.")


class CommenterBlocked(PermissionDeniedError):
    code = "COMMENTER_BLOCKED"
    message = _("Vous ne pouvez plus commenter les publications de cette mairie.")


class AlreadyReported(ConflictError):
    code = "ALREADY_REPORTED"
    message = _("Vous avez déjà signalé ce commentaire.")


class CannotBlock(ConflictError):
    code = "CANNOT_BLOCK"
    message = _("Seul un citoyen peut être privé de commentaires.")


class NotBlocked(NotFoundError):
    code = "NOT_BLOCKED"
    message = _("Cette personne n'est pas privée de commentaires.")
