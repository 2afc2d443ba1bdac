"""What a visitor sends from the page of a conversation."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReplyForm(forms.Form):
    """A text; files are checked by the service, which knows what they hold."""

    content = forms.CharField(
        label=_("Votre message"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Écrivez votre message.")},
    )
