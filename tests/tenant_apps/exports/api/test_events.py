"""GET /api/v1/export/events/."""

from datetime import UTC, date, datetime

import pytest

from core.tenancy import mairie_context
from tests.factories import make_user
from tests.tenant_apps.events.factories import at, make_event
from tests.tenant_apps.exports.files import ask, csv_rows, fetch, pdf_text, xlsx_rows


@pytest.fixture
def calendar(mairie_a):
    with mairie_context(mairie_a):
        author = make_user(role="admin", first_name="Anne", last_name="Roux")
        guests = {make_user(): "confirmed", make_user(): "declined"}
        make_event(
            title="Conseil municipal",
            author=author,
            start_at=at("2025-12-10 18:00"),
            end_at=at("2025-12-10 20:00"),
            location_name="Salle du conseil",
            notes="Préparer le budget",
            is_public=False,
            attendees=guests,
        )
        make_event(
            title="Marché de Noël",
            author=author,
            all_day=True,
            start_at=datetime(2025, 12, 12, 23, 0, tzinfo=UTC),
            end_at=datetime(2025, 12, 14, 23, 0, tzinfo=UTC),
        )


def test_csv_holds_every_event_with_days_for_those_of_a_whole_day(mairie_a, client_for, via, calendar):
    council, market = csv_rows(fetch(client_for(mairie_a, "mayor", via=via), "events", "format=csv"))

    assert (council["Titre"], council["Début"], council["Fin"]) == (
        "Conseil municipal",
        "10/12/2025 19:00",
        "10/12/2025 21:00",
    )
    assert (council["Invités"], council["Confirmés"], council["Public"]) == ("2", "1", "Non")
    assert (council["Notes internes"], council["Créé par"]) == ("Préparer le budget", "Anne Roux")
    assert (market["Début"], market["Fin"], market["Journée entière"]) == ("13/12/2025", "14/12/2025", "Oui")


def test_xlsx_has_real_dates(mairie_a, client_for, calendar):
    council, market = xlsx_rows(fetch(client_for(mairie_a, "admin"), "events", "format=xlsx"))

    assert council["Début"] == datetime(2025, 12, 10, 19, 0)
    assert market["Début"] == datetime(2025, 12, 13)


def test_pdf_shows_them(mairie_a, client_for, calendar):
    text = pdf_text(fetch(client_for(mairie_a, "admin"), "events", "format=pdf"))

    assert "Conseil municipal" in text
    assert "13/12/2025" in text


def test_an_event_belongs_to_each_of_its_days(mairie_a, client_for, calendar):
    client = client_for(mairie_a, "admin")

    def titles(first: date, last: date) -> list[str]:
        query = f"format=csv&start_date={first}&end_date={last}"
        return [row["Titre"] for row in csv_rows(fetch(client, "events", query))]

    assert titles(date(2025, 12, 14), date(2025, 12, 31)) == ["Marché de Noël"]
    assert titles(date(2025, 12, 10), date(2025, 12, 13)) == ["Conseil municipal", "Marché de Noël"]
    assert titles(date(2025, 12, 15), date(2025, 12, 31)) == []


@pytest.mark.parametrize("role", [None, "citizen", "moderator"])
def test_others_may_not(mairie_a, client_for, role):
    assert ask(client_for(mairie_a, role), "events").status_code == (403 if role else 401)
