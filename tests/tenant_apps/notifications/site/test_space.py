"""/mon-espace/notifications/: what a person has been told, and where they read about it."""

from types import SimpleNamespace

import pytest

from core.api import ids
from core.tenancy import mairie_context
from tenant_apps.messages.services.replies import reply
from tenant_apps.notifications.models import Notification
from tenant_apps.notifications.services.account_news import tell_of_request
from tenant_apps.notifications.services.notify import notify
from tests.factories import make_user
from tests.sites import publish_site, statements
from tests.tenant_apps.events.factories import make_event
from tests.tenant_apps.messages.factories import make_conversation
from tests.tenant_apps.publications.factories import com, make_comment, make_publication

BASE = "/mon-espace/notifications/"


@pytest.fixture
def citizen(person_for, mairie_a):
    publish_site(mairie_a)
    return person_for(mairie_a)


@pytest.fixture
def tell(citizen, mairie_a):
    """Tell the citizen something about what `data` says; gives the notification."""

    def made(data=None, *, title="Nouveau message", key="1", user=None):
        with mairie_context(mairie_a):
            person = user or citizen.user
            notify(user_ids=[person.pk], type="new_message", title=title, message="Un texte", data=data or {}, key=key)
            return Notification.objects.latest("pk")

    return made


def test_a_request_for_a_role_leads_to_where_it_is_decided(person_for, mairie_a):
    publish_site(mairie_a)
    mayor = person_for(mairie_a, "mayor")
    with mairie_context(mairie_a):
        asking = make_user(role="moderator", role_status="pending")
        tell_of_request(asking)
        told = Notification.objects.get(user=mayor.user)

    place = mayor.send(f"{BASE}{told.pk}/lire/")["Location"]

    assert place == mairie_a.url(f"/mon-espace/demandes/#compte-{asking.pk}")
    assert f'id="compte-{asking.pk}"' in mayor.read("/mon-espace/demandes/")


def unread(mairie) -> int:
    with mairie_context(mairie):
        return Notification.objects.filter(read_at__isnull=True).count()


def test_a_list_shows_ones_own_latest_first(citizen, tell, person_for, mairie_a):
    tell(title="La première", key="1")
    tell(title="La seconde", key="2")
    tell(title="Celle d'un autre", user=person_for(mairie_a).user)

    text = citizen.read(BASE)

    assert text.index("La seconde") < text.index("La première")
    assert "Celle d" not in text
    assert "Non lues (2)" in text


def test_what_is_read_is_left_out_of_what_is_left_to_read(citizen, tell):
    read = tell(title="Déjà lue", key="1")
    tell(title="Pas encore", key="2")
    citizen.send(f"{BASE}{read.pk}/lire/")

    text = citizen.read(f"{BASE}?voir=non-lues")

    assert "Pas encore" in text
    assert "Déjà lue" not in text
    assert citizen.get(f"{BASE}?voir=lues").status_code == citizen.get(f"{BASE}?page=2").status_code == 404


@pytest.fixture
def subjects(citizen, mairie_a):
    """Something of each kind that news may be about: what its data says, and where it is read."""
    with mairie_context(mairie_a):
        publication = make_publication(title="Marché")
        comment = make_comment(publication)
        conversation = make_conversation(citizen=citizen.user)
        public, private = make_event(title="Bal"), make_event(is_public=False, attendees={citizen.user: "pending"})
    of_publication = {"publication_id": ids.encode("pub", publication.pk)}
    return SimpleNamespace(
        publication=(of_publication, f"/actualites/{publication.pk}-marche/"),
        comment=(
            {**of_publication, "comment_id": com(comment)},
            f"/actualites/{publication.pk}-marche/#{com(comment)}",
        ),
        conversation=(
            {"conversation_id": ids.encode("conv", conversation.pk), "message_id": "msg_012"},
            f"/mon-espace/messages/{conversation.pk}/#msg_012",
        ),
        event=({"event_id": ids.encode("evt", public.pk)}, f"/agenda/{public.pk}-bal/"),
        invitation=({"event_id": ids.encode("evt", private.pk)}, f"/mon-espace/agenda/{private.pk}/"),
        nothing=({"event_id": "evt_999999"}, BASE),
        nonsense=({"event_id": ["evt_1"], "publication_id": 7}, BASE),
    )


@pytest.mark.parametrize(
    "kind", ["publication", "comment", "conversation", "event", "invitation", "nothing", "nonsense"]
)
def test_reading_one_leads_to_what_it_is_about(citizen, tell, subjects, mairie_a, kind):
    data, place = getattr(subjects, kind)
    told = tell(data, title="Celle-ci", key=kind)
    before = unread(mairie_a)

    response = citizen.send(f"{BASE}{told.pk}/lire/")

    assert response["Location"].removeprefix(mairie_a.url("").rstrip("/")) == place
    assert citizen.get(place.partition("#")[0]).status_code == 200
    assert unread(mairie_a) == before - 1


@pytest.mark.parametrize("number", ["999999", "9" * 18])
def test_what_is_foreign_or_not_there_is_the_same_404(person_for, tell, mairie_a, number):
    told = tell()
    stranger = person_for(mairie_a)

    answers = [stranger.send(f"{BASE}{one}/lire/") for one in (told.pk, number)]

    assert {response.status_code for response in answers} == {404}
    assert unread(mairie_a) == 1


def test_all_are_marked_as_read_at_once(citizen, tell, person_for, mairie_a):
    tell(key="1")
    tell(key="2")
    tell(user=person_for(mairie_a).user)

    assert citizen.send(f"{BASE}tout-lire/")["Location"] == BASE
    assert unread(mairie_a) == 1
    assert "Tout marquer comme lu" not in citizen.read(BASE)


def test_the_navigation_counts_what_waits(citizen, person_for, mairie_a):
    with mairie_context(mairie_a):
        conversation = make_conversation(citizen=citizen.user)
        reply(conversation_id=conversation.pk, sender=person_for(mairie_a, "mayor").user, content="Bonjour")
        make_event(attendees={citizen.user: "pending"})

    navigation = citizen.read(BASE).partition('class="space__nav"')[2].partition("</nav>")[0]

    assert navigation.count("(1)") == 3


def test_a_list_costs_the_same_for_one_notification_and_for_thirty(citizen, tell, subjects):
    kinds = [subjects.publication, subjects.conversation, subjects.event, subjects.invitation]

    def cost() -> int:
        with statements() as sent:
            citizen.read(BASE)
        return len(sent)

    for number, (data, _place) in enumerate(kinds):
        tell(data, key=f"few {number}")
    few = cost()
    for number in range(26):
        tell(kinds[number % 4][0], key=f"many {number}")
    assert cost() == few
