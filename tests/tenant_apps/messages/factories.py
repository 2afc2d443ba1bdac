"""Conversations, made by the services in the mairie one is in."""

from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from core.api import ids
from tenant_apps.messages.models import Conversation, Message
from tenant_apps.messages.services.conversations import start_by_citizen, start_from_visitor
from tenant_apps.messages.services.replies import reply
from tests.factories import make_user

BASE = "/api/v1/messages/conversations/"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\nstartxref\n9\n%%EOF\n"
_numbers = count(1)


def make_conversation(*, citizen: Any = None, **fields: Any) -> Conversation:
    """A citizen has written to the mairie."""
    number = next(_numbers)
    text = {"subject": f"Question {number}", "content": f"Bonjour, question numéro {number}."}
    return start_by_citizen(citizen=citizen or make_user(), **{**text, **fields})


def make_visit(**fields: Any) -> Conversation:
    """Somebody without an account has written to the mairie."""
    text = {"name": "Hélène Garnier", "email": "helene@exemple.fr", "subject": "Salle des fêtes", "content": "Bonjour"}
    return start_from_visitor(**{**text, **fields})


def answer(
    conversation: Conversation, sender: Any, content: str = "Bonjour, voici la réponse.", **fields: Any
) -> Message:
    return reply(conversation_id=conversation.pk, sender=sender, content=content, **fields)


def pdf(name: str = "horaires.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF, content_type="application/pdf")


def path(conversation: Conversation, *parts: str) -> str:
    return BASE + "/".join([ids.encode("conv", conversation.pk), *parts, ""])


def msg(message: Message) -> str:
    return ids.encode("msg", message.pk)


def fresh(conversation: Conversation) -> Conversation:
    return Conversation.objects.get(pk=conversation.pk)
