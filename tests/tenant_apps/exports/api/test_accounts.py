"""GET /api/v1/export/accounts/."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from core.tenancy import mairie_context
from tenant_apps.accounts.models import User
from tests.factories import make_user
from tests.tenant_apps.exports.files import ask, csv_rows, fetch, pdf_text, xlsx_rows

HEADINGS = [
    "N°",
    "Nom",
    "Prénom",
    "Adresse électronique",
    "Téléphone",
    "Rôle",
    "État du rôle",
    "Actif",
    "Adresse vérifiée",
    "Année de naissance",
    "Inscrit le",
    "Dernière connexion",
]


@pytest.fixture
def people(mairie_a):
    with mairie_context(mairie_a):
        user = make_user(
            first_name="Paul", last_name="Durand", email="paul@exemple.fr", phone="+33 6 12 34 56 78", birth_year=1980
        )
        make_user(first_name="Compte", last_name="Supprimé", deleted_at=timezone.now())
        User.objects.filter(pk=user.pk).update(created_at=datetime(2025, 6, 1, 8, 0, tzinfo=UTC))
        return user


def test_csv_holds_the_accounts_that_exist_without_a_secret(mairie_a, client_for, via, people):
    file = fetch(client_for(mairie_a, "mayor", via=via), "accounts", "format=csv&end_date=2025-06-30")

    [row] = csv_rows(file)
    assert list(row) == HEADINGS
    assert list(row.values()) == [
        str(people.pk),
        "Durand",
        "Paul",
        "paul@exemple.fr",
        "'+33 6 12 34 56 78",
        "Citoyen",
        "Actif",
        "Oui",
        "Oui",
        "1980",
        "01/06/2025 10:00",
        "",
    ]
    assert people.password.encode() not in file


def test_xlsx_and_pdf_hold_them_too(mairie_a, client_for, people):
    client = client_for(mairie_a, "admin")

    [row] = [row for row in xlsx_rows(fetch(client, "accounts", "format=xlsx")) if row["N°"] == people.pk]
    assert (row["Année de naissance"], row["Inscrit le"]) == (1980, datetime(2025, 6, 1, 10, 0))
    assert "paul@exemple.fr" in pdf_text(fetch(client, "accounts", "format=pdf"))


@pytest.mark.parametrize("role", [None, "citizen", "moderator"])
def test_others_may_not(mairie_a, client_for, role):
    assert ask(client_for(mairie_a, role), "accounts").status_code == (403 if role else 401)
