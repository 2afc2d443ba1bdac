"""What a person writes below a publication."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.pages.fields import ServiceForm, SubmissionField
from tenant_apps.publications.services.comments import MAX_COMMENT


class CommentForm(ServiceForm):
    content = forms.CharField(
        label=_("Votre commentaire"),
        max_length=MAX_COMMENT,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Écrivez votre commentaire.")},
    )
    submission = SubmissionField()
