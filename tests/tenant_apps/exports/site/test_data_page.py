"""/mon-espace/donnees/: a copy of what the mairie knows of a person."""

import io
import re
import zipfile
from html import unescape

from django.test import Client

from core.tenancy import mairie_context
from shared_apps.jobs.services.execution import run_due
from tenant_apps.exports.models import Export

PATH, ASK = "/mon-espace/donnees/", "/mon-espace/donnees/demander/"
LINK = re.compile(r'href="(/api/v1/export/download/[^"]+)"')


def test_a_person_asks_for_a_copy_and_takes_it(person_for, mairie_a):
    person = person_for(mairie_a, first_name="Hélène", last_name="Durand")
    assert not LINK.search(person.read(PATH))

    done = person.send(ASK)
    if "en préparation" in person.read(done["Location"]):
        run_due()

    response = person.get(unescape(LINK.search(person.read(PATH))[1]))
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
        assert any("Durand" in archive.read(name).decode("utf-8", "ignore") for name in archive.namelist())


def test_asking_twice_while_it_is_made_makes_one(person_for, mairie_a):
    person = person_for(mairie_a)

    person.send(ASK), person.send(ASK)

    with mairie_context(mairie_a):
        assert Export.objects.filter(created_by_id=person.user.id).count() == 1
    assert "Actualiser" in person.read(PATH)


def test_nobody_sees_the_copy_of_somebody_else(person_for, mairie_a, mairie_b):
    person_for(mairie_a).send(ASK)
    run_due()
    for other in (person_for(mairie_a), person_for(mairie_a, "mayor"), person_for(mairie_b)):
        assert not LINK.search(other.read(PATH))


def test_the_link_is_worth_nothing_in_another_mairie(person_for, mairie_a, mairie_b):
    person = person_for(mairie_a)
    person.send(ASK)
    run_due()
    link = unescape(LINK.search(person.read(PATH))[1])

    assert Client(HTTP_HOST=mairie_b.host).get(link).status_code == 404
