"""Fields that the forms of several apps share."""

from typing import Any

from django import forms

from core import email_addresses


class EmailField(forms.EmailField):
    """An e-mail address, in the Unicode form that accounts are compared by."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.EmailInput(attrs={"autocomplete": "email"})
        super().__init__(max_length=email_addresses.LONGEST, widget=widget, **kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return email_addresses.valid_email(text) if text else ""
