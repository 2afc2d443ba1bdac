from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from core.tenancy.schemas import target_version
from shared_apps.municipalities.models import Municipality


def said(command, *args, **options) -> str:
    out = StringIO()
    call_command(command, *args, stdout=out, **options)
    return out.getvalue()


def execute(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture
def behind(mairie_a, mairie_b):
    Municipality.objects.update(schema_version="000-old")


def test_nothing_to_migrate(mairie_a):
    assert "Rien à faire" in said("migrate_fleet")


def test_the_fleet_is_migrated(behind):
    assert f"2 mairie(s) à la version {target_version()}, 0 en échec" in said("migrate_fleet", jobs=1)
    assert "Rien à faire" in said("migrate_fleet")


def test_a_failing_mairie_fails_the_command_but_not_the_others(behind):
    execute("DROP TABLE m_17300.django_migrations")
    out = StringIO()

    with pytest.raises(CommandError):
        call_command("migrate_fleet", jobs=1, stdout=out)

    assert "ÉCHEC  17300" in out.getvalue()
    assert "1 mairie(s) à la version" in out.getvalue()


def test_one_mairie_may_be_named(behind):
    said("migrate_fleet", "91272", jobs=1)

    assert Municipality.objects.get(code="17300").schema_version == "000-old"


def test_the_status_names_versions_stragglers_and_failures(behind):
    Municipality.objects.filter(code="17300").update(failure="RuntimeError: no room")

    shown = said("fleet_status")

    assert "000-old" in shown
    assert "2 mairie(s) en retard" in shown
    assert "17300  Mairie de La Rochelle" in shown
    assert "RuntimeError: no room" in shown


def test_schemas_like_the_models_pass_the_check(mairie_a):
    assert "2 schéma(s) conformes" in said("check_fleet")


@pytest.mark.parametrize(
    ("sql", "line"),
    [
        ("ALTER TABLE m_17300.accounts_user ADD COLUMN extra int", "m_17300  colonne  accounts_user.extra  en trop"),
        ("ALTER TABLE m_17300.accounts_user DROP COLUMN phone", "m_17300  colonne  accounts_user.phone  manque"),
        (
            "ALTER TABLE m_17300.accounts_user ALTER COLUMN phone TYPE text",
            "m_17300  colonne  accounts_user.phone  diffère",
        ),
        ("CREATE INDEX extra ON m_17300.accounts_user (phone)", "m_17300  index  extra  en trop"),
    ],
)
def test_drift_is_named_and_fails_the_check(mairie_a, sql, line):
    execute(sql)
    out = StringIO()

    with pytest.raises(CommandError):
        call_command("check_fleet", stdout=out)

    assert line in out.getvalue()
    assert "m_91272" not in out.getvalue()


def test_a_schema_of_no_mairie_fails_the_check(mairie_a):
    execute('CREATE SCHEMA "m_99999"')
    out = StringIO()

    with pytest.raises(CommandError):
        call_command("check_fleet", stdout=out)

    assert "m_99999  schéma d'aucune mairie" in out.getvalue()


def test_mairies_that_are_behind_are_left_out_of_the_check(behind):
    assert "2 mairie(s) en retard" in said("check_fleet")
