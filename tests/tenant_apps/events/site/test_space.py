"""/mon-espace/agenda/: what a person is invited to, their answers, and the address of their own calendar."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.tenancy import mairie_context
from tenant_apps.events.models import Attendee, Series
from tenant_apps.events.services.feeds import private_feed_url
from tests.sites import statements
from tests.tenant_apps.events.factories import make_event

BASE = "/mon-espace/agenda/"
DAY = timedelta(days=1)


@pytest.fixture
def citizen(person_for, mairie_a):
    return person_for(mairie_a)


@pytest.fixture
def meeting(citizen, mairie_a):
    with mairie_context(mairie_a):
        return make_event(title="Comité des fêtes", is_public=False, attendees={citizen.user: "pending"})


def status_of(event, person) -> str:
    with mairie_context(person.mairie):
        return Attendee.objects.get(event=event, user=person.user).status


def test_the_agenda_shows_what_one_is_invited_to_and_nothing_else(citizen, meeting, mairie_a):
    with mairie_context(mairie_a):
        make_event(title="Réunion d'équipe", is_public=False)
        make_event(title="Fête publique")

    text = citizen.read(BASE)

    assert "Comité des fêtes" in text
    assert "Sans réponse" in text
    assert "Réunion d" not in text
    assert "Fête publique" not in text


def test_what_is_over_is_shown_apart_the_latest_first(citizen, mairie_a):
    with mairie_context(mairie_a):
        for days in (9, 2):
            start = timezone.now() - days * DAY
            make_event(title=f"Il y a {days} jours", start_at=start, attendees={citizen.user: "confirmed"})

    text = citizen.read(f"{BASE}?quand=passes")

    assert text.index("Il y a 2 jours") < text.index("Il y a 9 jours")
    assert "Je viens" not in text
    assert "pas d'invitation" in citizen.read(BASE).replace("&#x27;", "'")
    assert citizen.get(f"{BASE}?quand=demain").status_code == citizen.get(f"{BASE}?page=2").status_code == 404


@pytest.mark.parametrize(
    ("status", "words"), [("confirmed", "Confirmé"), ("tentative", "Peut-être"), ("declined", "Décliné")]
)
def test_an_answer_is_kept_and_shown(citizen, meeting, status, words):
    response = citizen.send(f"{BASE}{meeting.pk}/repondre/", status=status)

    assert response["Location"] == f"{BASE}{meeting.pk}/?fait=repondu"
    text = citizen.read(response["Location"])
    assert "Votre réponse est enregistrée." in text
    assert f"<dd>{words}</dd>" in text
    assert status_of(meeting, citizen) == status


@pytest.mark.parametrize("status", ["", "pending", "peut-être"])
def test_an_answer_that_is_none_changes_nothing(citizen, meeting, status):
    assert citizen.send(f"{BASE}{meeting.pk}/repondre/", status=status).status_code == 422
    assert status_of(meeting, citizen) == "pending"


def test_one_answer_for_all_that_follows_in_a_series(citizen, mairie_a):
    with mairie_context(mairie_a):
        first = make_event(attendees={citizen.user: "pending"})
        series = Series.objects.create(
            title=first.title,
            pattern="weekly",
            timezone="Europe/Paris",
            anchor_at=first.start_at,
            duration=3600,
            created_by=first.created_by,
        )
        second = make_event(start_at=first.start_at + 7 * DAY, attendees={citizen.user: "pending"})
        for position, event in enumerate((first, second)):
            event.series, event.position = series, position
            event.save()
    assert "aux dates suivantes" in citizen.read(f"{BASE}{first.pk}/")

    citizen.send(f"{BASE}{first.pk}/repondre/", status="declined", serie="oui")

    assert status_of(second, citizen) == "declined"


def test_what_is_foreign_forbidden_or_not_there_is_the_same_404(citizen, mairie_a):
    with mairie_context(mairie_a):
        private, public = make_event(is_public=False), make_event()
    answers = [
        *(citizen.get(f"{BASE}{number}/") for number in (private.pk, 999_999)),
        *(citizen.send(f"{BASE}{number}/repondre/", status="confirmed") for number in (private.pk, 999_999, public.pk)),
    ]
    assert {response.status_code for response in answers} == {404}
    assert "Je viens" not in citizen.read(f"{BASE}{public.pk}/")


def test_the_staff_read_the_whole_calendar_here_and_answer_only_for_themselves(person_for, meeting, mairie_a):
    mayor = person_for(mairie_a, "mayor")

    assert "Comité des fêtes" in mayor.read(f"{BASE}{meeting.pk}/")
    assert mayor.send(f"{BASE}{meeting.pk}/repondre/", status="confirmed").status_code == 404


def test_the_address_of_ones_calendar_is_shown_and_replaced(citizen, mairie_a):
    with mairie_context(mairie_a):
        before = private_feed_url(user_id=citizen.user.pk)
    assert before in citizen.read(BASE)

    response = citizen.send(f"{BASE}adresse/")

    assert response["Location"] == f"{BASE}?fait=adresse#calendrier"
    assert before not in citizen.read(BASE)
    assert citizen.get(f"/{before.split('/', 3)[3]}").status_code == 404


def test_the_agenda_costs_the_same_for_one_invitation_and_for_thirty(citizen, meeting, mairie_a):
    def cost() -> int:
        with statements() as sent:
            citizen.read(BASE)
        return len(sent)

    few = cost()
    with mairie_context(mairie_a):
        for _number in range(29):
            make_event(attendees={citizen.user: "pending"})
    assert cost() == few
