"""`manage.py migrate_schemas` with mairies in every state."""

from datetime import timedelta

from django.core.management import call_command
from django.db import connection

from shared_apps.municipalities.services.provisioning import finish_now, request_provisioning


def test_a_mairie_whose_provisioning_has_not_run_yet_does_not_stop_the_others(committed_db):
    municipality = request_provisioning(code="29019", mayor_email="maire@brest.example", after=timedelta(hours=1))

    call_command("migrate_schemas", verbosity=0)

    finish_now(municipality=municipality)
    call_command("migrate_schemas", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT schema_version) FROM public.municipalities_municipality")
        assert cursor.fetchone() == (1,)
