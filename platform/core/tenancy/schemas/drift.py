"""Compare schemas with what the migrations make, object by object."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from core.tenancy.connection import connection
from core.tenancy.schemas.compiler import bookkeeping_sql, compile_pending, scratch_schema

# Each row: schema, kind of object, its name, its definition. `%(schemas)s` is an array of schema names.
CATALOGUE = """
SELECT n.nspname, 'column', c.relname || '.' || a.attname,
       concat_ws(' ', format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NOT NULL' END,
                 NULLIF(a.attidentity::text, ''), NULLIF(a.attgenerated::text, ''), pg_get_expr(d.adbin, d.adrelid))
  FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p')
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
 WHERE n.nspname = ANY(%(schemas)s) AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL
SELECT n.nspname, 'index', c.relname, pg_get_indexdef(c.oid)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = ANY(%(schemas)s) AND c.relkind IN ('i', 'I')
UNION ALL
SELECT n.nspname, 'constraint', t.relname || '.' || k.conname, pg_get_constraintdef(k.oid)
  FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid JOIN pg_namespace n ON n.oid = k.connamespace
 WHERE n.nspname = ANY(%(schemas)s)
"""
BATCH = 50

Objects = dict[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Drift:
    """One difference: `problem` is missing, unexpected or different; `expected` and `found` are definitions."""

    schema_name: str
    kind: str
    name: str
    problem: str
    expected: str | None
    found: str | None


def drift(schema_names: Sequence[str]) -> list[Drift]:
    """Every difference between the schemas and the migrations; empty when all agree. One query per 50 schemas."""
    reference = _reference()
    found: list[Drift] = []
    for start in range(0, len(schema_names), BATCH):
        batch = list(schema_names[start : start + BATCH])
        objects = _snapshot(batch)
        for schema_name in batch:
            found += _compare(schema_name, reference, objects[schema_name])
    return found


def _compare(schema_name: str, reference: Objects, actual: Objects) -> Iterable[Drift]:
    for kind, name in sorted(reference.keys() | actual.keys()):
        expected, found = reference.get((kind, name)), actual.get((kind, name))
        if expected != found:
            problem = "missing" if found is None else "unexpected" if expected is None else "different"
            yield Drift(schema_name, kind, name, problem, expected, found)


def _snapshot(schema_names: list[str]) -> dict[str, Objects]:
    objects: dict[str, Objects] = {name: {} for name in schema_names}
    with connection.cursor() as cursor:
        cursor.execute(CATALOGUE, {"schemas": schema_names})
        for schema, kind, name, definition in cursor.fetchall():
            objects[schema][kind, name] = definition.replace(f"{schema}.", "").replace(f'"{schema}".', "")
    return objects


@lru_cache(maxsize=1)
def _reference() -> Objects:
    steps = compile_pending(frozenset())
    with scratch_schema() as scratch, connection.cursor() as cursor:
        cursor.execute(";\n".join([bookkeeping_sql(), *(step.sql for step in steps if step.sql)]))
        return _snapshot([scratch])[scratch]
