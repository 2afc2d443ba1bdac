"""GET /api/v1/export/publications/."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from core.tenancy import mairie_context
from tenant_apps.dashboard.models import Activity
from tenant_apps.exports.models import Export
from tenant_apps.exports.services import content as limits
from tests.factories import make_user
from tests.tenant_apps.exports.files import (
    ask,
    content,
    csv_rows,
    download,
    fetch,
    link,
    parts,
    pdf,
    pdf_text,
    run_jobs,
    xlsx_rows,
    xlsx_tab,
)
from tests.tenant_apps.publications.factories import make_publication

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\u00a0@x", "\uff1d1"]
NOON = datetime(2025, 12, 5, 11, 0, tzinfo=UTC)


@pytest.fixture
def published(mairie_a):
    """A communiqué of a December day, with everything filled in."""
    with mairie_context(mairie_a):
        author = make_user(role="mayor", first_name="Jeanne", last_name="Dupont")
        return make_publication(
            author=author,
            type="communique",
            title="Fête d'hiver ; marché",
            excerpt="Venez nombreux",
            category="actualites",
            tags=["fête", "hiver"],
            priority="high",
            is_pinned=True,
            likes_count=12,
            comments_count=3,
            views_count=1250,
            created_at=datetime(2025, 12, 1, 23, 30, tzinfo=UTC),
            updated_at=datetime(2025, 12, 2, 8, 0, tzinfo=UTC),
            published_at=datetime(2025, 12, 2, 9, 15, tzinfo=UTC),
        )


@pytest.mark.parametrize("format", ["csv", "xlsx", "pdf"])
def test_the_answer_is_the_contracts_by_both_routes(mairie_a, client_for, via, format):
    with time_machine.travel(NOON, tick=False):
        client = client_for(mairie_a, "mayor", via=via)
        response = ask(client, "publications", f"format={format}&start_date=2025-01-01&end_date=2025-12-31")
        body = response.json()
        path, query = parts(body["download_url"])
        file = download(mairie_a, body["download_url"], via=via)

    assert response.status_code == 200
    assert list(body) == ["download_url", "expires_at"]
    assert body["expires_at"] == "2025-12-05T12:00:00Z"
    assert path == f"/api/v1/export/download/export_publications_20251205.{format}"
    assert set(query) == {"key", "expires", "signature"} | ({"municipality_code"} if via == "code" else set())
    assert file.headers["Content-Disposition"] == f'attachment; filename="export_publications_20251205.{format}"'
    assert int(file.headers["Content-Length"]) == len(content(file))
    assert file.headers["Cache-Control"] == "private, no-store"


def test_csv_is_what_french_spreadsheets_open(mairie_a, client_for, published):
    file = fetch(client_for(mairie_a, "admin"), "publications", "format=csv")

    assert file.startswith(b"\xef\xbb\xbf")
    assert file.count(b"\r\n") == file.count(b"\n") == 2
    assert csv_rows(file) == [
        {
            "N°": str(published.pk),
            "Créée le": "02/12/2025 00:30",
            "Publiée le": "02/12/2025 10:15",
            "Type": "Communiqué",
            "Titre": "Fête d'hiver ; marché",
            "Catégorie": "Actualités",
            "Étiquettes": "fête, hiver",
            "État": "Publiée",
            "Priorité": "Haute",
            "Épinglée": "Oui",
            "Auteur": "Jeanne Dupont",
            "Vues": "1250",
            "J'aime": "12",
            "Commentaires": "3",
            "Commentaires ouverts": "Oui",
            "Programmée pour": "",
            "Expire le": "",
            "Modifiée le": "02/12/2025 09:00",
            "Extrait": "Venez nombreux",
        }
    ]


def test_xlsx_has_real_dates_and_numbers_and_a_heading_that_stays(mairie_a, client_for, published):
    file = fetch(client_for(mairie_a, "admin"), "publications", "format=xlsx")

    tab, [row] = xlsx_tab(file), xlsx_rows(file)
    assert row["Créée le"] == datetime(2025, 12, 2, 0, 30)
    assert (row["Vues"], row["J'aime"], row["Titre"]) == (1250, 12, "Fête d'hiver ; marché")
    assert (row["Épinglée"], row["Expire le"]) == ("Oui", None)
    assert tab.freeze_panes == "A2"
    assert tab.auto_filter.ref == "A1:S2"
    assert tab.column_dimensions["E"].width > 50
    assert tab["B2"].number_format == "dd/mm/yyyy hh:mm"


def test_pdf_is_a_tagged_document_with_its_pages_numbered(mairie_a, client_for, published):
    file = fetch(client_for(mairie_a, "admin"), "publications", "format=pdf&start_date=2025-12-01&end_date=2025-12-31")

    document, text = pdf(file), pdf_text(file)
    assert document.metadata.title == "Publications"
    assert document.root_object["/Lang"] == "fr-FR"
    assert document.root_object["/MarkInfo"]["/Marked"]
    assert b"pdfaid" in file or b"pdfaid" in document.root_object["/Metadata"].get_object().get_data()
    for expected in (
        mairie_a.name,
        "Du 1er décembre 2025 au 31 décembre 2025",
        "Jeanne Dupont",
        "1\u202f250",
        "Page 1 / 1",
    ):
        assert expected in text


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_a_cell_that_a_spreadsheet_could_run_is_neutralised(mairie_a, client_for, format):
    with mairie_context(mairie_a):
        for title in FORMULAS:
            make_publication(title=title)

    file = fetch(client_for(mairie_a, "admin"), "publications", f"format={format}")

    titles = [row["Titre"] for row in (csv_rows(file) if format == "csv" else xlsx_rows(file))]
    if format == "csv":
        assert titles == [f"'{title}" for title in FORMULAS]
    assert all(title.startswith("'") for title in titles)
    assert len(titles) == len(FORMULAS)


@pytest.mark.parametrize(
    "title",
    [
        '#strong[x] *gras* _i_ $x^2$ `code` @ref <label> #read("/etc/passwd")',
        "= Titre",
        "\\ \" ' // /* */",
    ],
)
def test_pdf_shows_texts_as_they_are_and_never_as_markup(mairie_a, client_for, title):
    with mairie_context(mairie_a):
        make_publication(title=title)

    text = pdf_text(fetch(client_for(mairie_a, "admin"), "publications", "format=pdf"))

    assert "".join(title.split()) in "".join(text.split())


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Fête 🎉 de l’été ☀️", "Fête 🎉 de l’été ☀️"),
        ("🎄🎄", "🎄🎄"),
        ("✓ ★ ☎ ½ № → ♿", "✓ ★ ☎ ½ № → ♿"),
        ("Jumelage avec 北京, 東京 et 서울", "Jumelage avec 北京, 東京 et 서울"),
        ("ภาษาไทย, հայերեն, ქართული", "ภาษาไทย, հայերեն, ქართული"),
        ("Étape 1️⃣\ue000", "Étape 1"),
    ],
)
def test_pdf_shows_pictographs_and_every_common_script_and_stays_fit_for_archives(mairie_a, client_for, title, shown):
    with mairie_context(mairie_a):
        make_publication(title=title)

    file = fetch(client_for(mairie_a, "admin"), "publications", "format=pdf")

    assert "".join(shown.split()).replace("\ufe0f", "") in "".join(pdf_text(file).split()).replace("\ufe0f", "")
    assert b"pdfaid" in pdf(file).root_object["/Metadata"].get_object().get_data()


def test_pdf_has_a_box_for_what_no_font_has(mairie_a, client_for):
    with mairie_context(mairie_a):
        make_publication(title="Avant ᠮᠣᠩ après")

    text = pdf_text(fetch(client_for(mairie_a, "admin"), "publications", "format=pdf"))

    assert "Avant" in text
    assert "après" in text


def test_only_the_days_asked_for_both_included_in_the_mairies_time(mairie_a, client_for):
    with mairie_context(mairie_a):
        for title, moment in {
            "avant": datetime(2025, 11, 30, 22, 59, tzinfo=UTC),
            "premier": datetime(2025, 11, 30, 23, 0, tzinfo=UTC),
            "dernier": datetime(2025, 12, 31, 22, 59, tzinfo=UTC),
            "après": datetime(2025, 12, 31, 23, 0, tzinfo=UTC),
        }.items():
            make_publication(title=title, created_at=moment)
    client = client_for(mairie_a, "admin")

    def titles(query):
        return [row["Titre"] for row in csv_rows(fetch(client, "publications", f"format=csv&{query}"))]

    assert titles("start_date=2025-12-01&end_date=2025-12-31") == ["premier", "dernier"]
    assert titles("start_date=2025-12-01") == ["premier", "dernier", "après"]
    assert titles("end_date=2025-12-31") == ["avant", "premier", "dernier"]


def test_every_status_is_there_and_a_scheduled_one_whose_moment_has_come_is_published(mairie_a, client_for):
    now = datetime.now(UTC)
    with mairie_context(mairie_a):
        make_publication(status="draft", title="a")
        make_publication(status="scheduled", scheduled_at=now - timedelta(hours=1), title="b")
        make_publication(status="scheduled", scheduled_at=now + timedelta(hours=1), title="c")
        make_publication(status="archived", title="d")

    rows = csv_rows(fetch(client_for(mairie_a, "mayor"), "publications", "format=csv"))

    assert [row["État"] for row in rows] == ["Brouillon", "Publiée", "Programmée", "Archivée"]
    assert [bool(row["Publiée le"]) for row in rows] == [False, True, False, True]


def test_a_long_word_breaks_before_it_leaves_its_column(mairie_a, client_for):
    with mairie_context(mairie_a):
        make_publication(title="Anticonstitutionnellement" * 8)

    text = pdf_text(fetch(client_for(mairie_a, "admin"), "publications", "format=pdf"))

    assert text.replace("\n", "").count("Anticonstitutionnellement") == 8
    assert max(len(word) for word in text.split()) < 60


def test_without_a_row_there_is_still_a_file(mairie_a, client_for):
    client = client_for(mairie_a, "admin")

    files = {suffix: fetch(client, "publications", f"format={suffix}") for suffix in ("csv", "xlsx", "pdf")}

    assert csv_rows(files["csv"]) == []
    assert xlsx_rows(files["xlsx"]) == []
    assert "Aucune ligne pour cette période" in pdf_text(files["pdf"])


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("format=exe", "format"),
        ("format=zip", "format"),
        ("start_date=2025-02-30", "start_date"),
        ("end_date=hier", "end_date"),
        ("start_date=2025-12-02&end_date=2025-12-01", "end_date"),
    ],
)
def test_what_is_no_format_or_date_is_422(mairie_a, client_for, query, field):
    response = ask(client_for(mairie_a, "admin"), "publications", query)

    assert (response.status_code, response.json()["error"]["code"]) == (422, "VALIDATION_ERROR")
    assert list(response.json()["error"]["details"]) == [field]


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_ends_of_the_calendar_are_dates_too(mairie_a, client_for, day):
    for name in ("start_date", "end_date"):
        assert ask(client_for(mairie_a, "admin"), "publications", f"format=csv&{name}={day}").status_code in {200, 422}


@pytest.mark.parametrize("role", [None, "citizen", "moderator"])
def test_others_may_not(mairie_a, client_for, role):
    response = ask(client_for(mairie_a, role), "publications")

    assert response.status_code == (403 if role else 401)
    with mairie_context(mairie_a):
        assert not Export.objects.exists()


def test_it_writes_an_activity(mairie_a, client_for):
    client = client_for(mairie_a, "admin")
    link(client, "publications", "format=csv")

    with mairie_context(mairie_a):
        activity = Activity.objects.latest("id")
        export = Export.objects.get()
    assert (activity.type, activity.title) == ("export_requested", "Export demandé : Publications")
    assert (activity.actor_id, activity.description) == (client.user.id, export.name)


def test_a_large_one_is_made_in_the_background_and_the_link_says_so(mairie_a, client_for, via, monkeypatch):
    monkeypatch.setitem(limits.SMALL, "csv", 2)
    with mairie_context(mairie_a):
        for _number in range(3):
            make_publication()
    client = client_for(mairie_a, "admin", via=via)
    url = link(client, "publications", "format=csv")

    waiting = download(mairie_a, url, via=via)
    run_jobs()
    ready = download(mairie_a, url, via=via)

    assert (waiting.status_code, waiting.json()) == (202, {"status": "pending"})
    assert int(waiting.headers["Retry-After"]) > 0
    assert len(csv_rows(content(ready))) == 3


def test_asking_again_for_what_is_being_made_gives_the_same_one(mairie_a, client_for, monkeypatch):
    monkeypatch.setitem(limits.SMALL, "csv", 0)
    with mairie_context(mairie_a):
        make_publication()
    client, other = client_for(mairie_a, "admin"), client_for(mairie_a, "mayor")

    keys = [parts(link(asking, "publications", "format=csv"))[1]["key"] for asking in (client, client, other)]

    assert keys[0] == keys[1] != keys[2]


def test_a_document_that_nobody_could_print_is_422(mairie_a, client_for, monkeypatch):
    monkeypatch.setattr(limits, "MOST_PRINTED", 1)
    with mairie_context(mairie_a):
        make_publication()
        make_publication()

    response = ask(client_for(mairie_a, "admin"), "publications", "format=pdf")

    assert (response.status_code, response.json()["error"]["code"]) == (422, "EXPORT_TOO_LARGE")
