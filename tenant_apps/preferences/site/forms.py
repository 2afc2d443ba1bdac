"""What a person chooses for themselves, by the same values as the API."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.pages.fields import ServiceForm
from tenant_apps.preferences import choices
from tenant_apps.preferences.selectors.people import DISPLAY, NOTIFICATIONS, PersonalChoices

DIGESTS = {
    "realtime": _("À chaque nouveauté"),
    "daily": _("Une fois par jour, à 8 h"),
    "weekly": _("Une fois par semaine, le lundi à 8 h"),
    "never": _("Jamais"),
}
LANGUAGES = {"fr": _("Français")}
DATE_FORMATS = {
    "DD/MM/YYYY": "31/12/2026",
    "DD-MM-YYYY": "31-12-2026",
    "DD.MM.YYYY": "31.12.2026",
    "D MMMM YYYY": _("31 décembre 2026"),
    "YYYY-MM-DD": "2026-12-31",
    "MM/DD/YYYY": "12/31/2026",
}
TIME_FORMATS = {"24h": _("18:30"), "12h": _("6:30 PM")}
FRENCH = {
    "Europe/Paris": _("France hexagonale et Corse"),
    "America/Guadeloupe": _("Guadeloupe"),
    "America/Martinique": _("Martinique"),
    "America/Cayenne": _("Guyane"),
    "Indian/Reunion": _("La Réunion"),
    "Indian/Mayotte": _("Mayotte"),
    "America/Miquelon": _("Saint-Pierre-et-Miquelon"),
    "Pacific/Noumea": _("Nouvelle-Calédonie"),
    "Pacific/Tahiti": _("Tahiti"),
    "Pacific/Marquesas": _("Îles Marquises"),
    "Pacific/Wallis": _("Wallis-et-Futuna"),
}


def zones() -> Iterator[tuple[Any, Any]]:
    yield _("En France"), list(FRENCH.items())
    yield _("Ailleurs"), [(name, name.replace("_", " ")) for name in sorted(choices.timezones() - FRENCH.keys())]


class PreferencesForm(ServiceForm):
    email_new_message = forms.BooleanField(label=_("Un nouveau message de mes échanges avec la mairie"), required=False)
    email_new_comment = forms.BooleanField(label=_("Une réponse à mes commentaires"), required=False)
    email_event_reminder = forms.BooleanField(label=_("Le rappel d'un événement où je suis invité"), required=False)
    digest_frequency = forms.ChoiceField(
        label=_("Courriel qui rassemble les autres nouveautés"),
        choices=[(value, DIGESTS[value]) for value in choices.DIGESTS],
    )
    language = forms.ChoiceField(label=_("Langue"), choices=[(value, LANGUAGES[value]) for value in choices.LANGUAGES])
    timezone = forms.ChoiceField(label=_("Fuseau horaire"), choices=zones)
    date_format = forms.ChoiceField(
        label=_("Dates"), choices=[(value, DATE_FORMATS[value]) for value in choices.DATE_FORMATS]
    )
    time_format = forms.ChoiceField(
        label=_("Heures"), choices=[(value, TIME_FORMATS[value]) for value in choices.TIME_FORMATS]
    )

    BY_MAIL = ("email_new_message", "email_new_comment", "email_event_reminder")
    SHOWN = ("language", "timezone", "date_format", "time_format")

    @classmethod
    def initial_of(cls, chosen: PersonalChoices) -> dict[str, Any]:
        """What the person has chosen so far."""
        told, shown = chosen.notifications, chosen.display
        return {
            **{name: getattr(told, name) for name in (*cls.BY_MAIL, "digest_frequency")},
            **{name: getattr(shown, name) for name in cls.SHOWN},
        }

    @property
    def changes(self) -> dict[str, dict[str, Any]]:
        """The same by sections, as the service takes them."""
        data = self.cleaned_data
        return {
            NOTIFICATIONS: {name: data[name] for name in (*self.BY_MAIL, "digest_frequency")},
            DISPLAY: {name: data[name] for name in self.SHOWN},
        }

    @property
    def by_mail(self) -> list[forms.BoundField]:
        return [self[name] for name in self.BY_MAIL]

    @property
    def shown(self) -> list[forms.BoundField]:
        return [self[name] for name in self.SHOWN]
