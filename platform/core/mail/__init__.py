"""Outgoing mail in the name of the mairie being served."""

from core.mail.errors import UndeliverableAddress
from core.mail.sender import reply_to_from
from core.mail.sending import send

__all__ = ["UndeliverableAddress", "reply_to_from", "send"]
