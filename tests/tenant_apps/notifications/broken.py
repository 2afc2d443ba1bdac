"""A mail server that is never there."""

from typing import NoReturn

from django.core.mail.backends.base import BaseEmailBackend


class Backend(BaseEmailBackend):
    def send_messages(self, email_messages: object) -> NoReturn:
        raise ConnectionError("no mail server")
