"""Forms and fields that the pages of several apps share."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from core import email_addresses
from core.api.errors import NON_FIELD, DomainError, PayloadTooLargeError, ValidationFailed

KEPT_STATUSES = {403, 409, 429}


class ServiceForm(forms.Form):
    """A form whose refusals by a service are shown at the fields they name."""

    refused_with = 422

    @property
    def status(self) -> int:
        """Of the page that shows it: a refusal that is no value's fault keeps its own."""
        return self.refused_with if self.errors else 200

    def refuse(self, error: DomainError) -> None:
        named = isinstance(error, ValidationFailed | PayloadTooLargeError) and error.details
        for name, texts in (error.details if named else {NON_FIELD: [error.in_words]}).items():
            self.add_error(name if name in self.fields and name != NON_FIELD else None, list(map(str, texts)))
        self.refused_with = error.status if error.status in KEPT_STATUSES else 422


class EmailField(forms.EmailField):
    """An e-mail address, in the Unicode form that accounts are compared by."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.EmailInput(attrs={"autocomplete": "email"}))
        super().__init__(max_length=email_addresses.LONGEST, **kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return email_addresses.valid_email(text) if text else ""


class SubmissionField(forms.UUIDField):
    """A number that a form gets when it is shown, by which its second arrival is known; a malformed one is none."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput, initial=uuid4)

    def clean(self, value: Any) -> UUID | None:
        try:
            return super().clean(value)
        except ValidationError:
            return None


class FilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: MultiValueDict[str, UploadedFile], name: str) -> list[UploadedFile]:
        return files.getlist(name)


class FilesField(forms.FileField):
    """Any number of files; the service that takes them looks at what they hold."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        if self.required and not data:
            raise ValidationError(self.error_messages["required"], code="required")
        return [super(FilesField, self).clean(file, initial) for file in data]
