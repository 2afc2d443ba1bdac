"""`manage.py reset_two_factor EMAIL --mairie CODE`: for whoever has lost both phone and backup codes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.api.errors import DomainError
from core.tenancy.directory import directory
from tenant_apps.accounts.scopes import entered
from tenant_apps.accounts.selectors.accounts import account_of_email
from tenant_apps.accounts.services.management import reset_two_factor


class Command(BaseCommand):
    help = "Switch off the second factor of an account of a mairie, or of the platform without --mairie."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--mairie", metavar="CODE", help="INSEE code of the commune")

    def handle(self, *args: Any, email: str, mairie: str | None, **options: Any) -> None:
        tenant = directory.by_code(mairie.upper()) if mairie else None
        if mairie and tenant is None:
            raise CommandError(f"no mairie has the code {mairie}")
        try:
            with entered(tenant):
                reset_two_factor(account_id=account_of_email(email=email).id, actor=None)
        except DomainError as error:
            raise CommandError(str(error.message)) from None
        self.stdout.write(f"second factor of {email} switched off")
