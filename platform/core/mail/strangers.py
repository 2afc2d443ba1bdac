"""Mails that somebody without an account has sent to an address that need not be theirs.

A form must not become the means of flooding a third party's mailbox: an address gets a few in an hour, counted for each
purpose in each mairie, and for all purposes and all mairies together, because forms of many mairies are as easily sent.
"""

from core.api import throttles
from core.email_addresses import normalised_email

HOUR = 3_600
OF_A_MAIRIE, OF_ALL = 3, 10


def may_mail(*, purpose: str, address: str) -> bool:
    """Count a mail; False when the address has had enough for now."""
    key = normalised_email(address)
    if throttles.hit(f"mail:{purpose}", key, OF_A_MAIRIE, HOUR):
        return False
    return not throttles.hit("mail:strangers", key, OF_ALL, HOUR, everywhere=True)
