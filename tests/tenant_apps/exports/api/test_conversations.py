"""GET /api/v1/export/conversations/."""

from datetime import UTC, datetime

import pytest

from core.tenancy import mairie_context
from tenant_apps.messages.models import Message
from tests.factories import make_user
from tests.tenant_apps.exports.factories import attach, make_conversation
from tests.tenant_apps.exports.files import ask, csv_rows, fetch, pdf_text, xlsx_rows


@pytest.fixture
def exchange(mairie_a):
    """What a citizen wrote, what the mairie answered, and what it noted for itself."""
    with mairie_context(mairie_a):
        citizen = make_user(first_name="Paul", last_name="Durand", email="paul@exemple.fr")
        staff = make_user(role="admin", first_name="Anne", last_name="Roux")
        conversation = make_conversation("Il fait noir.", citizen=citizen, staff=staff, note="Voir l'électricien")
        attach(conversation, b"x", name="rue.jpg")
        return conversation


def test_one_line_a_message_and_internal_notes_are_marked(mairie_a, client_for, via, exchange):
    rows = csv_rows(fetch(client_for(mairie_a, "mayor", via=via), "conversations", "format=csv"))

    told = [(row["Auteur"], row["De la mairie"], row["Note interne"], row["Message"]) for row in rows]
    assert told == [
        ("Paul Durand", "Non", "Non", "Il fait noir."),
        ("Anne Roux", "Oui", "Non", "C'est réparé."),
        ("Anne Roux", "Oui", "Oui", "Voir l'électricien"),
    ]
    assert {row["Conversation"] for row in rows} == {str(exchange.pk)}
    assert rows[0]["Objet"] == "Éclairage rue des Lilas"
    assert (rows[0]["Catégorie"], rows[0]["Priorité"], rows[0]["État"]) == ("Voirie et propreté", "Normale", "Lue")
    assert (rows[0]["Correspondant"], rows[0]["Adresse électronique"]) == ("Paul Durand", "paul@exemple.fr")
    assert (rows[0]["Suivi par"], rows[0]["Pièces jointes"]) == ("Anne Roux", "rue.jpg")


def test_a_visitor_is_named_as_they_named_themselves(mairie_a, client_for):
    with mairie_context(mairie_a):
        make_conversation("Bonjour", visitor_name="=Visiteur", visitor_email="v@exemple.fr")

    [row] = xlsx_rows(fetch(client_for(mairie_a, "admin"), "conversations", "format=xlsx"))

    assert (row["Correspondant"], row["Auteur"]) == ("'=Visiteur", "'=Visiteur")
    assert row["Adresse électronique"] == "v@exemple.fr"


def test_the_dates_are_those_of_the_messages(mairie_a, client_for, exchange):
    with mairie_context(mairie_a):
        first = Message.objects.order_by("id").first()
        Message.objects.filter(pk=first.pk).update(created_at=datetime(2025, 11, 30, 23, 0, tzinfo=UTC))
    query = "format=csv&start_date=2025-12-01&end_date=2025-12-01"

    [row] = csv_rows(fetch(client_for(mairie_a, "admin"), "conversations", query))

    assert (row["Message"], row["Écrit le"]) == ("Il fait noir.", "01/12/2025 00:00")


def test_pdf_shows_them(mairie_a, client_for, exchange):
    assert "Il fait noir." in pdf_text(fetch(client_for(mairie_a, "admin"), "conversations", "format=pdf"))


@pytest.mark.parametrize("role", [None, "citizen", "moderator"])
def test_others_may_not(mairie_a, client_for, role):
    assert ask(client_for(mairie_a, role), "conversations").status_code == (403 if role else 401)
