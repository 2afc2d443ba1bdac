"""What visitors choose to be told."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.pages.fields import EmailField
from tenant_apps.notifications.models import Subscription
from tenant_apps.notifications.services.subscriptions import Topics
from tenant_apps.publications.selectors.categories import categories

COMMUNIQUES, EVENTS = "communiques", "events"
OF_EVERYBODY = (
    (COMMUNIQUES, _("Les communiqués de la mairie")),
    (EVENTS, _("Les événements de la commune")),
)


class TopicsForm(forms.Form):
    """Communiqués, events, and the mairie's categories, whose ids are the values."""

    topics = forms.MultipleChoiceField(
        label=_("Ce que vous voulez recevoir"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choisissez au moins un sujet."),
            "invalid_choice": _("Un des sujets choisis n'existe plus."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label = _("Tout ce qui paraît dans « %s »")
        of_mairie = [(str(category.pk), label % category.label) for category in categories()]
        self.fields["topics"].choices = [*OF_EVERYBODY, *of_mairie]  # type: ignore[attr-defined]

    def wanted(self) -> Topics:
        """The topics of a valid form."""
        chosen = self.cleaned_data["topics"]
        numbers = [int(value) for value in chosen if value not in {COMMUNIQUES, EVENTS}]
        return Topics(communiques=COMMUNIQUES in chosen, events=EVENTS in chosen, categories=numbers)

    @classmethod
    def of(cls, subscription: Subscription) -> "TopicsForm":
        """With what the subscription asks for now."""
        chosen = [str(number) for number in subscription.categories]
        chosen += [COMMUNIQUES] if subscription.communiques else []
        chosen += [EVENTS] if subscription.events else []
        return cls(initial={"topics": chosen})

    @property
    def chosen_labels(self) -> list[str]:
        """The initial topics in words."""
        labels = dict(self.fields["topics"].choices)  # type: ignore[attr-defined]
        return [str(label) for value, label in labels.items() if value in self.initial.get("topics", [])]


class SubscriptionForm(TopicsForm):
    """The same with an address."""

    email = EmailField(label=_("Adresse électronique"), help_text=_("Exemple : nom@exemple.fr"))
    field_order = ("email", "topics")
