"""What people may type about themselves, whether a program sends it or a form."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Names appear in mails: one that holds an address or a link, which mail programs also make of a mere domain, would make
# the platform send it to anybody.
NAME = RegexValidator(
    r"^(?!.*\w[.\u3002\uff0e\uff61]\w{2})[^<>@/\\:;{}\[\]|\x00-\x1f\x7f]*\Z",
    _("Ce nom contient des caractères qui ne sont pas acceptés, ou l'adresse d'un site."),
)
MISMATCH = _("Les deux mots de passe ne sont pas identiques.")
OLDEST_BIRTH_YEAR = 1900


def check_birth_year(year: int) -> None:
    """A year people alive today can have been born in; raises Django's ValidationError."""
    if not OLDEST_BIRTH_YEAR <= year <= timezone.localdate().year:
        raise ValidationError(_("Cette année de naissance n'est pas valable."))
