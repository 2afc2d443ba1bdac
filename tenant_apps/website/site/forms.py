"""What visitors send to the mairie."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.pages.fields import EmailField, ServiceForm
from tenant_apps.messages.selectors.categories import category_choices


class ContactForm(ServiceForm):
    """A message of somebody without an account."""

    name = forms.CharField(label=_("Nom et prénom"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    email = EmailField(
        label=_("Adresse électronique"),
        help_text=_("La réponse de la mairie arrivera à cette adresse. Exemple :\u00a0nom@exemple.fr"),
    )
    category = forms.ChoiceField(label=_("Votre demande concerne"), choices=category_choices, initial="autre")
    subject = forms.CharField(label=_("Objet"), max_length=200)
    content = forms.CharField(label=_("Votre message"), max_length=5_000, widget=forms.Textarea({"rows": 6}))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="", auto_id="contact-%s")
