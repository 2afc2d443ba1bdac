"""French names of tables and columns that have none of their own, because no page shows them."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

TITLES = {
    "accounts.User": _("Compte"),
    "accounts.Session": _("Connexions"),
    "accounts.OneTimeSecret": _("Codes et liens envoyés"),
    "accounts.Invitation": _("Invitations reçues"),
    "dashboard.Activity": _("Journal : ce que vous avez fait"),
    "media.Media": _("Fichiers ajoutés à la médiathèque"),
    "publications.Publication": _("Publications rédigées"),
    "publications.Comment": _("Commentaires"),
    "publications.Like": _("Mentions « J'aime »"),
    "publications.CommentReport": _("Commentaires signalés"),
    "publications.BlockedCommenter": _("Privation de commentaires"),
    "events.Event": _("Événements créés"),
    "events.Series": _("Séries d'événements créées"),
    "events.Attendee": _("Invitations à des événements"),
    "events.Feed": _("Agenda personnel"),
    "messages.Conversation": _("Conversations avec la mairie"),
    "messages.Message": _("Messages"),
    "messages.Attachment": _("Pièces jointes"),
    "notifications.Notification": _("Notifications reçues"),
    "notifications.Subscription": _("Abonnements aux alertes"),
    "exports.Export": _("Exports demandés"),
}
NAMES = {
    "id": _("numéro"),
    "user": _("compte"),
    "actor": _("auteur"),
    "author": _("auteur"),
    "created_by": _("créé par"),
    "reporter": _("signalé par"),
    "uploaded_by": _("ajouté par"),
    "created_at": _("créé le"),
    "updated_at": _("modifié le"),
    "last_seen_at": _("dernière activité"),
    "last_login": _("dernière connexion"),
    "expires_at": _("expire le"),
    "revoked_at": _("terminée le"),
    "ip": _("adresse IP"),
    "user_agent": _("navigateur"),
    "purpose": _("objet"),
    "attempts": _("essais"),
    "type": _("type"),
    "title": _("titre"),
    "description": _("description"),
    "target": _("objet"),
    "name": _("nom du fichier"),
    "folder": _("dossier"),
    "original_filename": _("nom d'origine"),
    "mime_type": _("type de fichier"),
    "size": _("taille en octets"),
    "width": _("largeur"),
    "height": _("hauteur"),
    "widths": _("largeurs"),
    "alt_text": _("texte alternatif"),
    "checksum": _("empreinte du fichier"),
    "publication": _("publication"),
    "parent": _("en réponse à"),
    "comment": _("commentaire"),
    "event": _("événement"),
    "series": _("série"),
    "generation": _("renouvellements"),
    "key": _("clé"),
    "data": _("données"),
    "conversation": _("conversation"),
    "message": _("message"),
    "sender": _("auteur"),
    "awaits_digest": _("attend le résumé"),
}


def title_of(model: Any) -> str:
    """What a table is called."""
    return capfirst(str(TITLES.get(model._meta.label) or model._meta.verbose_name))


def name_of(field: Any) -> str:
    """What a column is called: the name a page gives it, else ours."""
    is_default = field.verbose_name == field.name.replace("_", " ") or field.primary_key
    return capfirst(str(NAMES.get(field.name, field.verbose_name) if is_default else field.verbose_name))
