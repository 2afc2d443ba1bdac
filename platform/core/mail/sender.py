"""In whose name a mail goes out, and who gets the answers."""

import re
from collections.abc import Callable
from email.utils import parseaddr, quote

from django.conf import settings
from django.core.exceptions import ValidationError

from core.email_addresses import valid_email
from core.mail.errors import UndeliverableAddress
from core.tenancy import Tenant

PLATFORM_NAME = "E-CMS Mairie"
CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")

ContactLookup = Callable[[Tenant], str | None]
_lookups: list[ContactLookup] = []


def reply_to_from(lookup: ContactLookup) -> ContactLookup:
    """Register the one function that knows a mairie's contact address; called by an app's ready()."""
    _lookups[:] = [lookup]
    return lookup


def sender_name(mairie: Tenant | None) -> str:
    """The name people see: the mairie's, or the platform's."""
    return CONTROL.sub(" ", mairie.name).strip() if mairie else PLATFORM_NAME


def from_header(mairie: Tenant | None) -> str:
    """The mairie's name in front of the platform's sending address, whose domain signs the mail."""
    return f'"{quote(sender_name(mairie))}" <{sending_address()}>'


def sending_address() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def reply_address(mairie: Tenant | None) -> str | None:
    """The mairie's contact address when it is known and usable."""
    contact = _lookups[0](mairie) if mairie and _lookups else None
    try:
        return plain_address(contact) if contact else None
    except UndeliverableAddress:
        return None


def plain_address(address: str) -> str:
    """The address without blanks around it; anything but one bare address is undeliverable."""
    try:
        return valid_email(address)
    except ValidationError:
        raise UndeliverableAddress("the recipient is not an e-mail address") from None
