"""Whose database the demo fills: its own, and never one that holds somebody's mairies."""

import psycopg

from core.embedded import Refusal

CREATE = (
    "CREATE SCHEMA demo",
    "CREATE TABLE demo.origin (home text NOT NULL)",
    "CREATE TABLE demo.seeded (code text, part text, CONSTRAINT seeded_once PRIMARY KEY (code, part))",
)
FOREIGN = "la base de DATABASE_URL contient des mairies qui ne viennent pas d'une démonstration : donnez-en une vide"
OTHER_HOME = (
    "la base de DATABASE_URL est celle d'une autre démonstration : gardez son ECMS_HOME ou donnez une base vide"
)


def claim(url: str, home: str) -> None:
    """Mark the database as the demo's of this home; accounts with a printed password must not reach any other."""
    with psycopg.connect(url) as connection:
        if not _exists(connection, "demo.origin"):
            if _exists(connection, "public.municipalities_municipality"):
                raise Refusal(FOREIGN)
            for statement in CREATE:
                connection.execute(statement)
            connection.execute("INSERT INTO demo.origin (home) VALUES (%s)", [home])
        elif connection.execute("SELECT 1 FROM demo.origin WHERE home = %s", [home]).fetchone() is None:
            raise Refusal(OTHER_HOME)


def _exists(connection: psycopg.Connection[tuple[object, ...]], table: str) -> bool:
    row = connection.execute("SELECT to_regclass(%s) IS NOT NULL", [table]).fetchone()
    return bool(row and row[0])
