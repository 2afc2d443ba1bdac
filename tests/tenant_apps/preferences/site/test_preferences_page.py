"""/mon-espace/preferences/: a person's own settings."""

import pytest

from core.tenancy import mairie_context
from tenant_apps.preferences.selectors.people import DisplayChoices, NotificationChoices, personal_choices

PATH = "/mon-espace/preferences/"
FORM = {
    "email_new_message": "on",
    "digest_frequency": "weekly",
    "language": "fr",
    "timezone": "Indian/Reunion",
    "date_format": "D MMMM YYYY",
    "time_format": "12h",
}


def chosen(person):
    with mairie_context(person.mairie):
        return personal_choices(user_id=person.user.id)


def test_the_defaults_are_shown_and_another_choice_is_kept(person_for, mairie_a):
    person = person_for(mairie_a)
    page = person.read(PATH)
    assert page.count(" checked") == 3
    assert '<option value="daily" selected>' in page
    assert '<option value="Europe/Paris" selected>' in page

    response = person.send(PATH, **FORM)

    assert "Vos préférences sont enregistrées." in person.read(response["Location"])
    assert chosen(person).notifications == NotificationChoices(True, False, False, False, "weekly")
    assert chosen(person).display == DisplayChoices("fr", "Indian/Reunion", "D MMMM YYYY", "12h")


@pytest.mark.parametrize("wrong", [{"digest_frequency": "x"}, {"timezone": "Mars/Nord"}, {"language": ""}], ids=str)
def test_a_choice_that_there_is_not_changes_nothing(person_for, mairie_a, wrong):
    person = person_for(mairie_a)
    before = chosen(person)

    response = person.send(PATH, **{**FORM, **wrong})

    assert response.status_code == 422
    assert f'id="id_{next(iter(wrong))}_error"' in response.content.decode()
    assert chosen(person) == before


def test_everybody_changes_their_own(person_for, mairie_a, mairie_b):
    person, others = person_for(mairie_a), [person_for(mairie_a), person_for(mairie_b)]
    before = [chosen(other) for other in others]

    person.send(PATH, **FORM)

    assert [chosen(other) for other in others] == before
