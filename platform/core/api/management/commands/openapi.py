"""`manage.py openapi`: write the committed description of the API, or compare it with the code."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.api.schema.document import as_json

COMMITTED = Path("deploy/docs/openapi.json")


class Command(BaseCommand):
    help = "Write deploy/docs/openapi.json from the code; with --check, fail when it differs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="compare only")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(settings.ROOT) / COMMITTED
        generated = as_json(settings.PUBLIC_SCHEMA_URLCONF)
        if not options["check"]:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(generated)
            self.stdout.write(f"{COMMITTED} written ({len(generated):,} bytes)")
        elif not path.exists() or path.read_bytes() != generated:
            raise CommandError(f"{COMMITTED} does not describe the code any more: run manage.py openapi")
