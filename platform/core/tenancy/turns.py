"""Work of which a mairie does one at a time."""

from django.db import connection


def take_turn(name: str) -> None:
    """Wait for whoever does the same in this mairie; until the end of the transaction it is one's own turn."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s), hashtext(current_schema()))", [name])
