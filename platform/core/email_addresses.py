"""What counts as an e-mail address, wherever somebody types one."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

LONGEST = 254
INVALID = _("Saisissez une adresse électronique valide.")
TOO_LONG = _("Une adresse électronique a au plus %(longest)d caractères.")
is_address = EmailValidator(INVALID)
# Blanks, line ends, control and format characters, which no address has and which would split or disguise a header.
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def valid_email(address: str) -> str:
    """The one bare address meant: as typed, without blanks around, in the Unicode form that accounts are compared by.

    Its domain can be written in IDNA. Raises Django's ValidationError.
    """
    candidate = unicodedata.normalize("NFKC", address).strip()
    if len(candidate) > LONGEST:
        raise ValidationError(TOO_LONG % {"longest": LONGEST}, code="max_length")
    if _UNSEEN.search(candidate):
        raise ValidationError(INVALID, code="invalid")
    is_address(candidate)
    try:
        candidate.rpartition("@")[2].encode("idna")
    except UnicodeError:
        raise ValidationError(INVALID, code="invalid") from None
    return candidate


def normalised_email(address: str) -> str:
    """The spelling under which two addresses are the same account: no blanks around, no case, one Unicode form."""
    return unicodedata.normalize("NFKC", address).strip().lower()
