"""What people send from the pages of conversations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.api import ids
from core.pages.fields import FilesField, ServiceForm, SubmissionField
from tenant_apps.messages.errors import NewerMessage
from tenant_apps.messages.models import Conversation
from tenant_apps.messages.selectors.canned_replies import canned_reply_choices
from tenant_apps.messages.selectors.categories import category_choices
from tenant_apps.messages.selectors.people import staff_choices
from tenant_apps.messages.services.conversations import Changes
from tenant_apps.messages.services.writing import MAX_CONTENT

# What a form with its files may weigh.
MAX_BYTES = 30 * 1024 * 1024
EMPTY = {"required": _("Écrivez votre message.")}
NOBODY = ("", _("Personne"))


def files_field() -> FilesField:
    return FilesField(
        label=_("Pièces jointes (facultatif)"),
        help_text=_("Images, PDF ou documents bureautiques ; dix fichiers au plus."),
        required=False,
    )


class ReplyForm(ServiceForm):
    """A text; files are checked by the service, which knows what they hold."""

    content = forms.CharField(
        label=_("Votre message"),
        max_length=MAX_CONTENT,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages=EMPTY,
    )
    attachments = files_field()


class NewConversationForm(ServiceForm):
    """The first message of a person to the mairie."""

    category = forms.ChoiceField(label=_("Votre demande concerne"), choices=category_choices, initial="autre")
    subject = forms.CharField(label=_("Objet"), max_length=200)
    content = forms.CharField(
        label=_("Votre message"),
        max_length=MAX_CONTENT,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages=EMPTY,
    )
    attachments = files_field()
    submission = SubmissionField()


class SpaceReplyForm(ReplyForm):
    """A reply of somebody who is signed in: `last` is the newest message that they have before their eyes."""

    last = forms.CharField(required=False, widget=forms.HiddenInput)
    submission = SubmissionField()

    newer = ""  # the message that came in while this one was written

    def clean_last(self) -> int | None:
        return ids.parse("msg", self.cleaned_data["last"])

    def show_newer(self, error: NewerMessage) -> None:
        """Keep what was typed; sent again, it answers what has been seen now."""
        self.refuse(error)
        self.newer = error.details["message"]["id"]
        self.data = {**dict(self.data.items()), "last": self.newer}


class StaffReplyForm(SpaceReplyForm):
    """The same for the mairie, with notes and texts that are kept ready."""

    canned = forms.TypedChoiceField(label=_("Réponse type"), coerce=int, required=False)
    is_internal = forms.BooleanField(label=_("Note interne, que seul le personnel lit"), required=False)
    field_order = ("canned", "content", "attachments", "is_internal")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["canned"].choices = [("", _("Choisir un texte")), *canned_reply_choices()]  # type: ignore[attr-defined]


class FollowUpForm(ServiceForm):
    """How the mairie sorts a conversation and who follows it up."""

    assignee_id = forms.TypedChoiceField(label=_("Suivi par"), coerce=int, empty_value=None, required=False)
    category = forms.ChoiceField(label=_("Catégorie"), choices=category_choices)
    priority = forms.ChoiceField(label=_("Priorité"), choices=Conversation.Priority.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee_id"].choices = [NOBODY, *staff_choices()]  # type: ignore[attr-defined]

    @classmethod
    def of(cls, conversation: dict[str, Any]) -> "FollowUpForm":
        """With what a conversation, in the shape of a detail, has now."""
        assignee = conversation["assignee"] or {"id": ""}
        return cls(initial={**conversation, "assignee_id": assignee["id"]})

    def changes(self) -> Changes:
        """Of a valid form, what a service is told."""
        return Changes(**self.cleaned_data)  # type: ignore[typeddict-item]
