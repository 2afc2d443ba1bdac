"""Fill something exactly once, whatever interrupts it."""

from collections.abc import Callable

from django.db import connection, transaction

from core.tenancy import current


def once(part: str, fill: Callable[[], object]) -> None:
    """Run `fill` in the mairie entered (or on the platform) unless an earlier start did; both in one transaction."""
    tenant = current()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO demo.seeded (code, part) VALUES (%s, %s) ON CONFLICT DO NOTHING",
                [tenant.code if tenant else "", part],
            )
            if cursor.rowcount == 0:
                return
        fill()
