"""Prepared reads stay in the mairie one is in and survive migrations."""

import psycopg
import pytest
from django.db import NotSupportedError, connection, transaction

from core.tenancy import mairie_context
from core.tenancy.statements import fetch
from tenant_apps.publications.selectors.listing import PublicationFilters, list_publications
from tenant_apps.publications.selectors.visibility import Reader
from tests.tenant_apps.publications.factories import make_publication

TITLES = "SELECT title FROM publications_publication ORDER BY id"


def titles() -> list[str]:
    _count, rows = list_publications(reader=Reader(), filters=PublicationFilters(), limit=20)
    return [row["title"] for row in rows]


def prepared() -> list[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT generic_plans, custom_plans FROM pg_prepared_statements")
        return cursor.fetchall()


def test_a_statement_prepared_in_one_mairie_reads_the_next_one(mairie_a, mairie_b):
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            make_publication(pk=4711, title=f"Celle de {mairie.code}")

    for mairie in [mairie_a] * 8 + [mairie_b] * 8 + [mairie_a, mairie_b] * 8:
        with mairie_context(mairie):
            assert titles() == [f"Celle de {mairie.code}"]


@pytest.mark.usefixtures("committed_db")
def test_it_is_prepared_once_and_soon_no_longer_planned(mairie_a, inside):
    inside(mairie_a)
    make_publication()

    for _time in range(9):
        titles()

    [(generic, custom)] = prepared()
    assert (generic + custom, custom) == (9, 5)


@pytest.mark.usefixtures("committed_db")
def test_a_changed_column_type_costs_a_new_connection_and_nothing_else(mairie_a, inside):
    inside(mairie_a)
    labels = "SELECT label FROM publications_category ORDER BY position LIMIT 1"
    assert fetch(labels, {}) == [("Actualités",)]
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as other:
        other.execute(f"ALTER TABLE {mairie_a.schema_name}.publications_category ALTER label TYPE varchar(80)")

    with pytest.raises(NotSupportedError), transaction.atomic():
        fetch(labels, {})
    assert fetch(labels, {}) == [("Actualités",)]
    assert fetch(labels, {}) == [("Actualités",)]


def test_the_log_of_queries_shows_it(mairie_a, inside, django_assert_num_queries):
    inside(mairie_a)
    fetch(TITLES, {})

    with django_assert_num_queries(1) as captured:
        fetch(TITLES, {})

    assert captured[0]["sql"] == TITLES
