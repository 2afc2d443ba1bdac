import pytest

from shared_apps.municipalities.errors import CommuneNotFound, MunicipalityExists
from shared_apps.municipalities.models import Municipality
from shared_apps.municipalities.services.provisioning import request_provisioning
from shared_apps.municipalities.services.provisioning_list import (
    Line,
    ListUnreadable,
    normalised_code,
    provision_all,
    provision_one,
    read_list,
)

MAYOR = "maire@exemple.fr"


@pytest.mark.parametrize(
    "raw",
    [
        b"code,mayor_email,slug,name,domain\n91274,maire@exemple.fr,gometz,Ville,www.gometz.fr\n",
        b"code;mayor_email;slug;name;domain\r\n91274;maire@exemple.fr;gometz;Ville;www.gometz.fr\r\n\r\n",
        b"\xef\xbb\xbfCode;Mayor_Email;name;slug;domain\n91274 ; maire@exemple.fr;Ville;gometz;www.gometz.fr\n;;;;\n",
        b"domain,mayor_email,slug,name,code,remarque\nwww.gometz.fr,maire@exemple.fr,gometz,Ville,91274,x\n",
    ],
)
def test_a_list_is_read_however_a_spreadsheet_saved_it(tmp_path, raw):
    path = tmp_path / "list.csv"
    path.write_bytes(raw)

    assert read_list(path) == [Line("91274", MAYOR, "gometz", "Ville", "www.gometz.fr")]


def test_a_list_saved_by_an_old_spreadsheet_keeps_its_accents(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes("code;mayor_email;name\n91228;m@exemple.fr;Mairie d'Évry\n".encode("cp1252"))

    assert read_list(path)[0].name == "Mairie d'Évry"


@pytest.mark.parametrize("raw", [b"", b"code\n91274\n", b"91274,maire@exemple.fr\n"])
def test_a_list_without_its_columns_is_unreadable(tmp_path, raw):
    path = tmp_path / "list.csv"
    path.write_bytes(raw)

    with pytest.raises(ListUnreadable, match="mayor_email"):
        read_list(path)


@pytest.mark.parametrize(("typed", "code"), [("1001", "01001"), (" 2a004 ", "2A004"), ("91274", "91274")])
def test_a_code_gets_back_the_zero_a_spreadsheet_took(typed, code):
    assert normalised_code(typed) == code


def test_each_line_is_told_what_became_of_it(db):
    lines = [
        Line("91274", MAYOR),
        Line("99999", MAYOR),
        Line("91274", MAYOR),
        Line("91272", MAYOR),
        Line("65392", MAYOR),
    ]

    outcomes = [outcome for _reservation, outcome in provision_all(lines, jobs=1)]

    assert outcomes[0] == "created"
    assert isinstance(outcomes[1], CommuneNotFound)
    assert isinstance(outcomes[2], ListUnreadable)
    assert outcomes[3:] == ["present", "created"]


def test_what_an_earlier_run_left_behind_is_finished(db):
    request_provisioning(code="91274", mayor_email=MAYOR)

    assert [outcome for _line, outcome in provision_all([Line("91274", MAYOR)], jobs=1)] == ["created"]
    assert Municipality.objects.get(code="91274").state == "active"


def test_several_at_once_get_their_subdomains_in_the_order_of_the_file(committed_db):
    codes = ["65392", "32389", "54480", "67426"]

    outcomes = list(provision_all([Line(code, MAYOR) for code in codes], jobs=3))

    assert {outcome for _reservation, outcome in outcomes} == {"created"}
    slugs = dict(Municipality.objects.filter(code__in=codes).values_list("code", "slug"))
    assert slugs == {
        "65392": "saint-martin",
        "32389": "saint-martin-32",
        "54480": "saint-martin-54",
        "67426": "saint-martin-67",
    }


def test_one_mairie_is_made_or_finished_but_not_made_twice(db):
    request_provisioning(code="91274", mayor_email=MAYOR)
    provision_one(Line("91274", MAYOR))

    with pytest.raises(MunicipalityExists):
        provision_one(Line("91274", MAYOR))
