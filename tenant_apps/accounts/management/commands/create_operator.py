"""`manage.py create_operator EMAIL`: an account of the platform itself."""

import os
from getpass import getpass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.api.errors import DomainError, ValidationFailed
from core.email_addresses import valid_email
from tenant_apps.accounts.services.operators import create_operator

PASSWORD_VARIABLE = "ECMS_OPERATOR_PASSWORD"  # noqa: S105 - a variable's name


class Command(BaseCommand):
    help = "Create a platform operator's account."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--first-name", default="Opérateur")
        parser.add_argument("--last-name", default="E-CMS")
        parser.add_argument(
            "--password-file", type=Path, help=f"read the password from a file; else {PASSWORD_VARIABLE}, else ask"
        )

    def handle(self, *args: Any, email: str, password_file: Path | None, **options: Any) -> None:
        try:
            user = create_operator(
                email=valid_email(email),
                password=_password(password_file),
                first_name=options["first_name"],
                last_name=options["last_name"],
            )
        except ValidationError:
            raise CommandError(f"not an e-mail address: {email}") from None
        except ValidationFailed as error:
            raise CommandError("; ".join(str(text) for texts in error.details.values() for text in texts)) from None
        except DomainError as error:
            raise CommandError(str(error.message)) from None
        self.stdout.write(f"operator {user.email} created")


def _password(path: Path | None) -> str:
    if path:
        return path.read_text(encoding="utf-8").rstrip("\r\n")
    if PASSWORD_VARIABLE in os.environ:
        return os.environ[PASSWORD_VARIABLE]
    password = getpass("Password: ")
    if password != getpass("Password (again): "):
        raise CommandError("the two passwords differ")
    return password
