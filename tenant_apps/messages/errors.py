"""Why a message or a change of a conversation is refused."""

from django.utils.translation import gettext_lazy as _

from core.api.errors import ConflictError, NotFoundError, PermissionDeniedError


class ConversationNotFound(NotFoundError):
    code = "CONVERSATION_NOT_FOUND"
    message = _("Cette conversation n'existe pas.")


class NewerMessage(ConflictError):
    """`details` gives the `message` that came in meanwhile, as a detail shows it."""

    code = "NEWER_MESSAGE"
    message = _("Un message plus récent est arrivé : relisez la conversation avant de répondre.")


class StaffOnlyChange(PermissionDeniedError):
    code = "STAFF_ONLY"
    message = _("Seule la mairie choisit la priorité, la catégorie et la personne qui suit une conversation.")


class CannedReplyNotFound(NotFoundError):
    code = "CANNED_REPLY_NOT_FOUND"
    message = _("Cette réponse type n'existe pas.")


class CannedReplyExists(ConflictError):
    code = "CANNED_REPLY_EXISTS"
    message = _("Une réponse type porte déjà ce titre.")


class LinkExpired(NotFoundError):
    """The link of a mail is too old, was made for another mairie, or its conversation is gone."""

    code = "LINK_EXPIRED"
    message = _("Ce lien n'est plus valable. Écrivez à la mairie avec le formulaire de contact.")
