"""GET /events/feed.ics."""

from datetime import UTC, date, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from core.tenancy import mairie_context
from tenant_apps.events.models import Event
from tests.queries import queries
from tests.tenant_apps.events.factories import BASE, DAY, at, body, evt, make_event, path

FEED = f"{BASE}feed.ics"
TOMORROW = (timezone.now() + DAY).replace(hour=10, minute=0, second=0, microsecond=0)


def components(response) -> list:
    """The events that another library reads in the file, without a complaint about any of them."""
    assert response.status_code == 200, response.content
    calendar = Calendar.from_ical(response.content)
    events = list(calendar.walk("VEVENT"))
    assert not [error for part in (calendar, *events) for error in part.errors]
    return events


def test_everybody_reads_the_public_events(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        event = make_event(
            title="Conseil ; municipal, séance",
            description="Ordre du jour :\n- budget",
            category="conseil",
            priority="high",
            start_at=TOMORROW,
            location_name="Salle du Conseil",
            location_address="1 Place de la Mairie, 75001 Paris",
            notes="Secret",
            reminders=[30],
            created_at=at("2026-01-01 10:00"),
            updated_at=at("2026-01-02 10:00"),
        )
        make_event(title="Privée", is_public=False)

    response = client_for(mairie_a, via=via).get(FEED)

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"Secret" not in response.content
    [component] = components(response)
    assert component["UID"] == f"{evt(event)}.{mairie_a.code}@e-cms-mairie"
    assert component["DTSTART"].dt == TOMORROW
    assert component["DTEND"].dt == TOMORROW + timedelta(hours=1)
    assert component["DTSTAMP"].dt == component["LAST-MODIFIED"].dt == at("2026-01-02 10:00")
    assert component["SUMMARY"] == "Conseil ; municipal, séance"
    assert component["DESCRIPTION"] == "Ordre du jour :\n- budget"
    assert component["LOCATION"] == "Salle du Conseil, 1 Place de la Mairie, 75001 Paris"
    assert (component["CLASS"], component["STATUS"], component["PRIORITY"]) == ("PUBLIC", "CONFIRMED", 3)
    assert component.categories == ["Conseil"]
    assert list(component.walk("VALARM")) == []


def test_the_file_has_a_name_and_valid_lines(client_for, mairie_a):
    with mairie_context(mairie_a):
        make_event(title="é" * 150)

    content = client_for(mairie_a).get(FEED).content

    calendar = Calendar.from_ical(content)
    assert calendar["X-WR-CALNAME"] == f"Agenda – {mairie_a.name}"
    assert (calendar["VERSION"], calendar["METHOD"], bool(calendar["PRODID"])) == ("2.0", "PUBLISH", True)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_whole_days_are_dates(client_for, mairie_a):
    day = (timezone.now() + 40 * DAY).date()
    sent = {"start_datetime": f"{day}T00:00:00Z", "end_datetime": f"{day + DAY}T23:59:59Z", "all_day": True}
    client_for(mairie_a, "mayor").post(BASE, json=body(is_public=True, **sent))

    [component] = components(client_for(mairie_a).get(FEED))

    assert type(component["DTSTART"].dt) is date
    assert (component["DTSTART"].dt, component["DTEND"].dt) == (day, day + 2 * DAY)


def test_names_are_stable_and_differ_from_mairie_to_mairie(client_for, mairie_a, mairie_b):
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            event = make_event(pk=4711, title="Avant")
    before = {mairie.code: components(client_for(mairie).get(FEED))[0]["UID"] for mairie in (mairie_a, mairie_b)}

    client_for(mairie_a, "mayor").put(path(event), json={"title": "Après", "location": {"name": "Gymnase"}})

    [component] = components(client_for(mairie_a).get(FEED))
    assert component["UID"] == before[mairie_a.code] != before[mairie_b.code]


def test_a_changed_event_has_a_higher_number_and_the_same_name(client_for, mairie_a):
    with mairie_context(mairie_a):
        event = make_event(title="Avant")
        Event.objects.update(created_at=event.created_at - DAY, updated_at=event.created_at - DAY)
    [before] = components(client_for(mairie_a).get(FEED))

    client_for(mairie_a, "mayor").put(path(event), json={"title": "Après"})

    [after] = components(client_for(mairie_a).get(FEED))
    assert (after["UID"], after["SUMMARY"]) == (before["UID"], "Après")
    assert before["SEQUENCE"] == 0 < after["SEQUENCE"]
    assert before["LAST-MODIFIED"].dt < after["LAST-MODIFIED"].dt


def test_occurrences_of_a_series_are_events_in_universal_time(client_for, mairie_a):
    start = (timezone.now() + DAY).strftime("%Y-%m-%dT09:00:00Z")
    end = (timezone.now() + DAY).strftime("%Y-%m-%dT10:00:00Z")
    sent = body(start_datetime=start, end_datetime=end, is_public=True, recurring_pattern="weekly")
    made = client_for(mairie_a, "mayor").post(BASE, json=sent).json()

    found = components(client_for(mairie_a).get(FEED))

    assert len(found) == len({component["UID"] for component in found}) == made["occurrences_count"]
    assert all(component["DTSTART"].dt.utcoffset() == timedelta(0) and "RRULE" not in component for component in found)
    assert {component["DTSTART"].dt.astimezone(UTC).hour for component in found} <= {8, 9, 10}


def test_who_has_it_is_told_so_until_something_changes(client_for, mairie_a, via):
    client = client_for(mairie_a, via=via)
    with mairie_context(mairie_a):
        event = make_event()
    first = client.get(FEED)
    etag = {"If-None-Match": first["ETag"]}

    again = client.get(FEED, headers=etag)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert again["Cache-Control"] == first["Cache-Control"] == "no-cache"
    with queries() as sent:
        client.get(FEED, headers=etag)
    assert len(sent) == 1

    manager = client_for(mairie_a, "mayor")
    for change in ({"title": "Neuf"}, {"is_public": False}, {"is_public": True}):
        manager.put(path(event), json=change)
        changed = client.get(FEED, headers=etag)
        assert changed.status_code == 200, change
        etag = {"If-None-Match": changed["ETag"]}
    manager.delete(path(event))
    assert client.get(FEED, headers=etag).status_code == 200


def test_mairies_never_share_a_version(client_for, mairie_a, mairie_b):
    assert client_for(mairie_a).get(FEED)["ETag"] != client_for(mairie_b).get(FEED)["ETag"]


def test_it_holds_a_year_behind_and_two_ahead(client_for, mairie_a):
    now = timezone.now()
    with mairie_context(mairie_a):
        for title, days in {"trop vieux": -370, "vieux": -360, "bientôt": 3, "loin": 700, "trop loin": 740}.items():
            make_event(title=title, start_at=now + days * DAY)

    assert [str(part["SUMMARY"]) for part in components(client_for(mairie_a).get(FEED))] == ["vieux", "bientôt", "loin"]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_only_read(client_for, mairie_a, method):
    assert getattr(client_for(mairie_a, "mayor"), method)(FEED).status_code == 405


def test_imported_twice_elsewhere_it_doubles_nothing(client_for, mairie_a, mairie_b):
    with mairie_context(mairie_a):
        make_event(title="Un", start_at=TOMORROW)
        make_event(title="Deux", start_at=TOMORROW + DAY)
    content = client_for(mairie_a).get(FEED).content
    mayor = client_for(mairie_b, "mayor")
    from django.core.files.uploadedfile import SimpleUploadedFile

    counts = []
    for _attempt in range(2):
        report = mayor.post(f"{BASE}import/", data={"file": SimpleUploadedFile("feed.ics", content)}).json()
        counts.append((report["created"], report["updated"]))

    assert counts == [(2, 0), (0, 2)]
    with mairie_context(mairie_b):
        assert list(Event.objects.order_by("start_at").values_list("title", flat=True)) == ["Un", "Deux"]
