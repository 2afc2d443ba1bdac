"""What is officially known of a mairie."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.tenancy.context import NoTenant
from shared_apps.municipalities.selectors.identity import current_identity


def test_it_joins_the_register_and_the_mairie_in_one_query(inside, mairie_a):
    inside(mairie_a)

    with CaptureQueriesContext(connection) as queries:
        known = current_identity()

    assert len(queries) == 1
    assert (known.name, known.commune_name, known.of_commune) == (
        "Mairie de Gif-sur-Yvette",
        "Gif-sur-Yvette",
        "de Gif-sur-Yvette",
    )
    assert (known.code, known.siren, known.department, known.postal_codes) == (
        "91272",
        "219102720",
        "Essonne",
        ("91190",),
    )


def test_it_is_asked_inside_a_mairie(db):
    with pytest.raises(NoTenant):
        current_identity()
