"""GET and DELETE /events/feed/, GET /events/feed/{token}.ics."""

from urllib.parse import urlsplit

import pytest
from icalendar import Calendar

from core.tenancy import mairie_context
from tenant_apps.accounts.models import User
from tests.factories import make_user
from tests.tenant_apps.events.factories import BASE, make_event

LINK = f"{BASE}feed/"


def address(client) -> str:
    """Path and query of the person's feed."""
    parts = urlsplit(client.get(LINK).json()["url"])
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def titles(response) -> list[str]:
    assert response.status_code == 200, response.content
    return sorted(str(part["SUMMARY"]) for part in Calendar.from_ical(response.content).walk("VEVENT"))


def test_the_link_is_given_to_whoever_is_signed_in(client_for, mairie_a, via):
    client = client_for(mairie_a, "citizen", via=via)

    answer = client.get(LINK).json()

    host = "localhost" if via == "code" else mairie_a.host
    assert list(answer) == ["url", "webcal_url", "public_url"]
    assert urlsplit(answer["url"]).hostname == host
    assert answer["webcal_url"] == answer["url"].replace("http://", "webcal://")
    assert urlsplit(answer["public_url"]).path == f"{BASE}feed.ics"
    assert client.get(LINK).json() == answer, "it lasts"


def test_it_works_without_an_account_on_the_host_that_gave_it(client_for, mairie_a, via):
    client = client_for(mairie_a, "citizen", via=via)
    with mairie_context(mairie_a):
        make_event(title="Invité", is_public=False, attendees={client.user: "pending"})
    anonymous = client_for(mairie_a if via == "host" else None)

    response = anonymous.get(address(client))

    assert titles(response) == ["Invité"]
    assert response["Cache-Control"] == "private, no-cache"


def test_each_feed_is_its_persons_own(client_for, mairie_a):
    clients = {role: client_for(mairie_a, role) for role in ("citizen", "moderator", "admin", "mayor")}
    with mairie_context(mairie_a):
        make_event(title="Publique")
        make_event(title="De l'admin", is_public=False, author=clients["admin"].user)
        for role, client in clients.items():
            make_event(title=f"Pour {role}", is_public=False, attendees={client.user: "confirmed"})
        make_event(title="Refusé", is_public=False, attendees={clients["moderator"].user: "declined"})

    found = {role: titles(client_for(mairie_a).get(address(client))) for role, client in clients.items()}

    assert found["citizen"] == ["Pour citizen"]
    assert found["moderator"] == ["Pour moderator"]
    assert found["admin"] == ["De l'admin", "Pour admin"]
    assert len(found["mayor"]) == 7


def test_notes_are_for_those_who_read_the_whole_calendar_and_reminders_for_everybody(client_for, mairie_a):
    citizen, moderator = client_for(mairie_a, "citizen"), client_for(mairie_a, "moderator")
    with mairie_context(mairie_a):
        guests = {citizen.user: "pending", moderator.user: "pending"}
        make_event(description="Bienvenue", notes="Secret", reminders=[30], attendees=guests)

    described = []
    for client in (citizen, moderator):
        [part] = Calendar.from_ical(client_for(mairie_a).get(address(client)).content).walk("VEVENT")
        described.append(str(part["DESCRIPTION"]))
        [alarm] = part.walk("VALARM")
        assert alarm["TRIGGER"].dt.total_seconds() == -1800
    assert described == ["Bienvenue", "Bienvenue\n\nSecret"]


def test_a_revoked_address_is_worth_nothing_and_the_next_one_works(client_for, mairie_a, via):
    client = client_for(mairie_a, "citizen", via=via)
    anonymous = client_for(mairie_a if via == "host" else None)
    addresses = [address(client)]

    for _time in range(2):
        assert client.delete(LINK).status_code == 204
        addresses.append(address(client))

    assert len(set(addresses)) == 3
    assert [anonymous.get(one).status_code for one in addresses] == [404, 404, 200]
    assert anonymous.get(addresses[0]).json()["error"]["code"] == "FEED_NOT_FOUND"


def test_revoking_leaves_the_others_alone(client_for, mairie_a):
    one, other = client_for(mairie_a, "citizen"), client_for(mairie_a, "citizen")
    kept = address(other)

    one.delete(LINK)

    assert client_for(mairie_a).get(kept).status_code == 200


def test_the_address_of_a_closed_account_is_worth_nothing(client_for, mairie_a):
    client = client_for(mairie_a, "citizen")
    feed = address(client)
    with mairie_context(mairie_a):
        User.objects.filter(pk=client.user.pk).update(is_active=False)

    assert client_for(mairie_a).get(feed).status_code == 404


@pytest.mark.parametrize("token", ["", "1", "1-", "x-y", "-", "1-0" * 10, "²-aa", "9" * 30 + "-a", "é"])
def test_a_made_up_address_does_not_exist(client_for, mairie_a, token):
    assert client_for(mairie_a).get(f"{BASE}feed/{token}.ics").status_code == 404


def test_one_persons_signature_is_not_anothers(client_for, mairie_a):
    client = client_for(mairie_a, "citizen")
    with mairie_context(mairie_a):
        other = make_user()
    signature = address(client).partition("-")[2]

    assert client_for(mairie_a).get(f"{BASE}feed/{other.id}-{signature}").status_code == 404


def test_an_address_is_worth_nothing_in_another_mairie(client_for, mairie_a, mairie_b):
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            user = make_user(pk=4711)

    feeds = {mairie.code: address(client_for(mairie, user=user)) for mairie in (mairie_a, mairie_b)}

    assert feeds[mairie_a.code] != feeds[mairie_b.code]
    assert client_for(mairie_b).get(feeds[mairie_a.code]).status_code == 404
    assert client_for(mairie_a).get(feeds[mairie_a.code]).status_code == 200


def test_the_link_needs_an_account(client_for, mairie_a, via):
    client = client_for(mairie_a, via=via)

    assert (client.get(LINK).status_code, client.delete(LINK).status_code) == (401, 401)
