from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from shared_apps.municipalities.models import Municipality


def provision(*args, **options) -> str:
    out = StringIO()
    call_command("provision", *args, stdout=out, **options)
    return out.getvalue()


def test_one_commune_is_provisioned_and_its_address_printed(db):
    said = provision("91274", "--mayor-email", "maire@exemple.fr")

    assert said.startswith("créée  91274  Mairie de Gometz-la-Ville  http")
    assert "gometz-la-ville.localhost" in said
    assert Municipality.objects.get(code="91274").state == "active"


def test_slug_name_and_domain_may_be_given(db):
    provision("91274", mayor_email="maire@exemple.fr", slug="gometz", name="Ville de Gometz", domain="www.gometz.fr")

    municipality = Municipality.objects.get(code="91274")
    assert (municipality.slug, municipality.name) == ("gometz", "Ville de Gometz")
    assert municipality.domains.filter(domain="www.gometz.fr", is_primary=False).exists()


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ([], "code INSEE"),
        (["91274"], "--mayor-email"),
        (["91274", "--csv", "x.csv"], "code INSEE"),
        (["--csv", "/does/not/exist.csv"], "exist"),
        (["99999", "--mayor-email", "m@exemple.fr"], "registre"),
        (["91272", "--mayor-email", "m@exemple.fr"], "déjà"),
        (["91274", "--mayor-email", "m@exemple.fr", "--slug", "www"], "réservé"),
        (["91274", "--mayor-email", "m"], "mayor_email"),
    ],
)
def test_what_can_not_be_is_said_in_one_line(db, args, message):
    with pytest.raises(CommandError, match=message) as refusal:
        provision(*args)

    assert "\n" not in str(refusal.value)


def test_a_list_reports_each_line_and_fails_when_one_failed(db, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("code;mayor_email\n91274;m@exemple.fr\n99999;m@exemple.fr\n91272;m@exemple.fr\n1001;m@exemple.fr\n")
    out = StringIO()

    with pytest.raises(CommandError, match="1 mairie"):
        call_command("provision", csv=path, jobs=1, stdout=out)

    lines = out.getvalue().splitlines()
    assert [line.split()[:2] for line in lines] == [
        ["créée", "91274"],
        ["ÉCHEC", "99999"],
        ["déjà", "là"],
        ["créée", "01001"],
    ]


def test_a_list_can_be_run_again(db, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("code,mayor_email\n91274,m@exemple.fr\n")

    assert provision(csv=path, jobs=1).startswith("créée")
    assert provision(csv=path, jobs=1).startswith("déjà là")
