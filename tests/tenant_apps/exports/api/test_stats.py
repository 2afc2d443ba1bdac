"""GET /api/v1/export/stats/."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from core.tenancy import mairie_context
from tenant_apps.exports.services.names import stem
from tenant_apps.website.models import Site
from tests.tenant_apps.exports.files import ask, csv_rows, fetch, parts, pdf, pdf_text, xlsx_rows, xlsx_tab
from tests.tenant_apps.publications.factories import make_publication

NOON = datetime(2025, 12, 5, 11, 0, tzinfo=UTC)


@pytest.fixture
def december():
    """A Friday: the fifth of December 2025."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def known(mairie_a, december):
    """Two posts on the first of December, one communiqué on the fifth."""
    with mairie_context(mairie_a):
        first = datetime(2025, 12, 1, 9, 0, tzinfo=UTC)
        for _number in range(2):
            make_publication(published_at=first, created_at=first)
        make_publication(type="communique", published_at=NOON, created_at=NOON, views_count=1250)


@pytest.mark.parametrize(
    ("period", "stem"),
    [("week", "stats_week_49_2025"), ("month", "stats_december_2025"), ("year", "stats_2025")],
)
@pytest.mark.parametrize("format", ["csv", "xlsx", "pdf"])
def test_the_answer_is_the_contracts(mairie_a, client_for, december, via, period, stem, format):
    response = ask(client_for(mairie_a, "mayor", via=via), "stats", f"format={format}&period={period}")

    assert response.status_code == 200
    assert list(response.json()) == ["download_url", "expires_at"]
    assert response.json()["expires_at"] == "2025-12-05T12:00:00Z"
    assert parts(response.json()["download_url"])[0] == f"/api/v1/export/download/{stem}.{format}"


def test_csv_is_one_table_of_figures(mairie_a, client_for, known):
    rows = csv_rows(fetch(client_for(mairie_a, "admin"), "stats", "format=csv&period=month"))

    found = {(row["Rubrique"], row["Indicateur"], row["Période"]): row["Valeur"] for row in rows}
    assert found["Publications", "dont publications", ""] == "2"
    assert found["Publications", "dont communiqués", ""] == "1"
    assert found["Détail", "Publications", "Lundi 1er décembre"] == "2"
    assert found["Détail", "Communiqués", "Vendredi 5 décembre"] == "1"
    assert found["Détail", "Publications", "Jeudi 4 décembre"] == "0"


def test_days_to_come_are_no_part_of_the_document(mairie_a, client_for, known):
    for period, lines in (("week", 5), ("month", 5), ("year", 12)):
        rows = csv_rows(fetch(client_for(mairie_a, "admin"), "stats", f"format=csv&period={period}"))
        assert len([row for row in rows if row["Rubrique"] == "Détail"]) == lines * 5


def test_xlsx_has_a_tab_for_each_kind_of_figure(mairie_a, client_for, known):
    file = fetch(client_for(mairie_a, "admin"), "stats", "format=xlsx&period=year")

    names = [xlsx_tab(file, number).title for number in range(3)]
    details = {row["Période"]: row for row in xlsx_rows(file, 1)}
    assert names == ["Chiffres clés", "Détail", "Répartitions"]
    assert len(details) == 12
    assert (details["Décembre 2025"]["Publications"], details["Décembre 2025"]["Communiqués"]) == (2, 1)
    assert details["Novembre 2025"]["Publications"] == 0


@pytest.mark.parametrize(
    ("period", "title", "subtitle"),
    [
        ("week", "Statistiques de la semaine", "Du 1er décembre 2025 au 7 décembre 2025"),
        ("month", "Statistiques du mois", "Décembre 2025"),
        ("year", "Statistiques de l'année", "2025"),
    ],
)
def test_pdf_is_a_report_with_charts_and_figures(mairie_a, client_for, known, period, title, subtitle):
    file = fetch(client_for(mairie_a, "admin"), "stats", f"format=pdf&period={period}")

    text = pdf_text(file)
    assert pdf(file).metadata.title == title
    for expected in (mairie_a.name, title, subtitle, "Chiffres clés", "1\u202f250", "Visites du site", "Détail"):
        assert expected in text
    assert pdf(file).root_object["/MarkInfo"]["/Marked"]


def test_charts_say_what_they_show_to_those_who_do_not_see_them(mairie_a, client_for, known):
    document = pdf(fetch(client_for(mairie_a, "admin"), "stats", "format=pdf&period=month"))

    alternatives = [
        str(element["/Alt"])
        for number in range(1, len(document.xref_objStm) + len(document.xref.get(0, {})) + 500)
        if isinstance(element := _object(document, number), dict) and "/Alt" in element
    ]
    assert any(text.startswith("Visites du site. Visites") for text in alternatives)


def _object(document, number):
    try:
        return document.get_object(number)
    except Exception:
        return None


def test_an_address_in_the_letterhead_is_not_broken_in_two(mairie_a, client_for, december):
    address = "service-de-la-mairie@gif-sur-yvette.fr"
    long = "Hôtel de ville, 9 square de la Mairie, à côté de la médiathèque, BP 60019, 91190 Gif-sur-Yvette Cedex"
    with mairie_context(mairie_a):
        site = Site.objects.get()
        site.contact |= {"address": long, "email": address, "phone": "01 69 18 69 18"}
        site.save()

    lines = pdf_text(fetch(client_for(mairie_a, "admin"), "stats", "format=pdf")).splitlines()

    assert any(address in line for line in lines)
    assert any(mairie_a.host in line for line in lines)


def test_without_a_parameter_it_is_the_month_as_pdf(mairie_a, client_for, december):
    response = ask(client_for(mairie_a, "admin"), "stats")

    assert parts(response.json()["download_url"])[0].endswith("/stats_december_2025.pdf")


@pytest.mark.parametrize(("query", "field"), [("format=exe", "format"), ("period=day", "period")])
def test_what_is_no_format_or_period_is_422(mairie_a, client_for, query, field):
    response = ask(client_for(mairie_a, "admin"), "stats", query)

    assert (response.status_code, list(response.json()["error"]["details"])) == (422, [field])


@pytest.mark.parametrize("role", [None, "citizen", "moderator"])
def test_others_may_not(mairie_a, client_for, role):
    assert ask(client_for(mairie_a, role), "stats").status_code == (403 if role else 401)


def test_the_week_is_named_after_the_year_that_it_belongs_to():
    """Friday 1 January 2027 is in the 53rd week of 2026."""
    assert stem(kind="stats", parameters={"period": "week"}, day=date(2027, 1, 1)) == "stats_week_53_2026"
