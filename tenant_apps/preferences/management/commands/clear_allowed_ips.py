"""`manage.py clear_allowed_ips CODE`: let the staff of a mairie in again that has locked itself out."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.tenancy import mairie_context
from core.tenancy.directory import directory
from tenant_apps.preferences.services.settings import clear_allowed_ips


class Command(BaseCommand):
    help = "Let the staff of a mairie act from anywhere again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="INSEE code of the commune")

    def handle(self, *args: Any, code: str, **options: Any) -> None:
        tenant = directory.by_code(code.upper())
        if tenant is None:
            raise CommandError(f"no mairie has the code {code}")
        with mairie_context(tenant):
            clear_allowed_ips()
        self.stdout.write(f"the staff of {tenant.name} may act from anywhere")
