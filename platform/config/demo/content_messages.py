"""What citizens have written to the demo's mairies, and what the mairies answered."""

from dataclasses import dataclass
from typing import Any

from config.demo.accounts import People
from tenant_apps.messages.services.canned_replies import create_canned_reply
from tenant_apps.messages.services.conversations import (
    Changes,
    start_by_citizen,
    start_from_visitor,
    update_conversation,
)
from tenant_apps.messages.services.replies import reply

CANNED = (
    ("Horaires de la mairie", "Bonjour,\n\nVous trouverez nos horaires d'ouverture sur la page d'accueil du site."),
    (
        "Demande transmise",
        "Bonjour,\n\nVotre demande est transmise au service concerné, qui vous répondra sous huit jours.",
    ),
    (
        "Acte de naissance",
        "Bonjour,\n\nPour un acte de naissance, merci d'indiquer nom, prénoms, date et lieu de naissance.",
    ),
)


@dataclass(frozen=True)
class Exchange:
    """A first message and what followed: who wrote (`note` is an internal one by the moderator) and what."""

    subject: str
    category: str
    content: str
    then: tuple[tuple[str, str], ...] = ()
    visitor: tuple[str, str] | None = None
    priority: str = "normal"
    is_archived: bool = False


EXCHANGES = (
    Exchange(
        "Question sur les horaires de la déchetterie",
        "services",
        "Bonjour,\n\nla déchetterie est-elle ouverte le samedi après-midi en hiver ?\n\nMerci d'avance.",
        (
            ("moderator", "Bonjour,\n\noui, de 14 h à 17 h jusqu'à fin mars. Pensez à votre carte d'accès."),
            ("citizen", "Parfait, merci pour la rapidité !"),
        ),
    ),
    Exchange(
        "Lampadaire en panne devant l'école",
        "signalement",
        "Le lampadaire du passage piéton clignote depuis lundi. Le soir, les enfants traversent dans le noir.",
        (("note", "Vu avec le syndicat d'électricité : passage prévu jeudi."),),
        priority="high",
    ),
    Exchange(
        "Location de la salle des fêtes",
        "associations",
        "Bonjour, nous cherchons une salle pour une cinquantaine de personnes le deuxième samedi de mai. "
        "Quelles sont les conditions pour les personnes extérieures à la commune ?",
        (
            (
                "mayor",
                "Bonjour,\n\nla salle est libre ce jour-là. Le règlement et les tarifs sont sur le site ; dites-nous "
                "si nous devons vous la réserver.",
            ),
        ),
        visitor=("Hélène Garnier", "helene.garnier"),
    ),
    Exchange(
        "Copie d'acte de mariage",
        "etat_civil",
        "Bonjour, j'ai besoin d'une copie intégrale de notre acte de mariage du 14 juin 2014. Merci.",
        (("moderator", "Bonjour,\n\nla copie est partie par courrier ce matin."), ("citizen", "Bien reçue, merci.")),
        is_archived=True,
    ),
)


def fill(people: People) -> None:
    """Canned replies and a few conversations, one of them with a visitor who has no account."""
    for title, content in CANNED:
        create_canned_reply(title=title, content=content)
    for exchange in EXCHANGES:
        _hold(people, exchange)


def _hold(people: People, exchange: Exchange) -> None:
    conversation_id = _begin(people, exchange)
    for who, content in exchange.then:
        sender = people.moderator if who == "note" else getattr(people, who)
        reply(conversation_id=conversation_id, sender=sender, content=content, is_internal=who == "note")
    changes = Changes(priority=exchange.priority, assignee_id=people.moderator.id)
    if exchange.is_archived:
        changes["status"] = "archived"
    update_conversation(conversation_id=conversation_id, actor=people.mayor, changes=changes)


def _begin(people: People, exchange: Exchange) -> int:
    text: dict[str, Any] = {"subject": exchange.subject, "content": exchange.content, "category": exchange.category}
    if exchange.visitor:
        name, local_part = exchange.visitor
        return start_from_visitor(name=name, email=f"{local_part}@{people.tenant.slug}.example", **text).pk
    return start_by_citizen(citizen=people.citizen, **text).pk
