"""POST /events/import/."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.tenancy import mairie_context
from tenant_apps.dashboard.models import Activity
from tenant_apps.events.api.views import calendars
from tenant_apps.events.ical import decoding
from tenant_apps.events.models import Attendee, Event, Series
from tenant_apps.events.services import imports
from tests.tenant_apps.events.factories import BASE, at, calendar_file, evt, local_starts, path, waiting_jobs

pytestmark = pytest.mark.usefixtures("in_november_2026")

IMPORT = f"{BASE}import/"
PARIS = ZoneInfo("Europe/Paris")
WEDDING = """
UID:mariage-12@ailleurs.fr
DTSTAMP:20261101T000000Z
DTSTART;TZID=Europe/Paris:20270612T150000
DTEND;TZID=Europe/Paris:20270612T160000
SUMMARY:Mariage\\, salle d'honneur
DESCRIPTION:Prévoir\\nle livret
LOCATION:Salle d'honneur\\, 1 place de la Mairie
CATEGORIES:Cérémonie
PRIORITY:1
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT30M
DESCRIPTION:x
END:VALARM
"""
WEEKLY = """
UID:marche@ailleurs.fr
DTSTART;TZID=Europe/Paris:20270306T080000
DTEND;TZID=Europe/Paris:20270306T123000
RRULE:FREQ=WEEKLY;BYDAY=SA;COUNT=6
EXDATE;TZID=Europe/Paris:20270320T080000
SUMMARY:Marché
"""
HOLIDAY = """
UID:ferme@ailleurs.fr
DTSTART;VALUE=DATE:20270714
DTEND;VALUE=DATE:20270716
SUMMARY:Mairie fermée
"""


@pytest.fixture
def mayor(client_for, mairie_a):
    return client_for(mairie_a, "mayor")


def send(client, *events: str, **fields):
    response = client.post(IMPORT, data={"file": calendar_file(*events), **fields})
    assert response.status_code == 200, response.content
    return response.json()


def starts(mairie, **filters) -> list[str]:
    with mairie_context(mairie):
        return local_starts(Series.objects.get(**filters).pk, PARIS)


def test_a_preview_tells_what_would_be_done_and_does_nothing(client_for, mairie_a, via):
    client = client_for(mairie_a, "admin", via=via)

    report = send(client, WEEKLY, WEDDING, HOLIDAY, "UID:x\nSUMMARY:Sans date", dry_run="true")

    assert report == {
        "dry_run": True,
        "created": 3,
        "updated": 0,
        "skipped": 1,
        "events": [
            {
                "action": "create",
                "id": None,
                "uid": "marche@ailleurs.fr",
                "title": "Marché",
                "start_datetime": "2027-03-06T07:00:00Z",
                "end_datetime": "2027-03-06T11:30:00Z",
                "all_day": False,
                "is_recurring": True,
                "occurrences": 5,
                "reason": None,
            },
            {
                "action": "create",
                "id": None,
                "uid": "mariage-12@ailleurs.fr",
                "title": "Mariage, salle d'honneur",
                "start_datetime": "2027-06-12T13:00:00Z",
                "end_datetime": "2027-06-12T14:00:00Z",
                "all_day": False,
                "is_recurring": False,
                "occurrences": 1,
                "reason": None,
            },
            {
                "action": "create",
                "id": None,
                "uid": "ferme@ailleurs.fr",
                "title": "Mairie fermée",
                "start_datetime": "2027-07-13T22:00:00Z",
                "end_datetime": "2027-07-15T22:00:00Z",
                "all_day": True,
                "is_recurring": False,
                "occurrences": 1,
                "reason": None,
            },
            {
                "action": "skip",
                "id": None,
                "uid": "x",
                "title": "Sans date",
                "start_datetime": None,
                "end_datetime": None,
                "all_day": False,
                "is_recurring": False,
                "occurrences": 0,
                "reason": "La date de début manque.",
            },
        ],
        "message": "Aperçu de l'import : rien n'est enregistré",
    }
    with mairie_context(mairie_a):
        assert (Event.objects.count(), Series.objects.count()) == (0, 0)


def test_an_import_writes_what_the_preview_told(client_for, mairie_a, via):
    client = client_for(mairie_a, "mayor", via=via)

    report = send(client, WEDDING)

    with mairie_context(mairie_a):
        event = Event.objects.get()
    assert (report["dry_run"], report["created"], report["events"][0]["id"]) == (False, 1, evt(event))
    assert report["message"] == "Agenda importé"
    detail = client.get(path(event)).json()
    assert {name: detail[name] for name in ("title", "description", "category", "priority", "reminders")} == {
        "title": "Mariage, salle d'honneur",
        "description": "Prévoir\nle livret",
        "category": "ceremonie",
        "priority": "urgent",
        "reminders": [30],
    }
    assert detail["location"] == {"name": "Salle d'honneur", "address": "1 place de la Mairie"}
    assert (detail["is_public"], detail["created_by"]["id"]) == (False, client.user.id)
    assert waiting_jobs("remind") == {f"evt:{event.pk}": at("2027-06-12 12:30")}
    with mairie_context(mairie_a):
        assert Activity.objects.get(type="events_imported").description == "1 événements ajoutés, 0 mis à jour"


def test_the_same_file_again_updates_and_doubles_nothing(mayor, mairie_a):
    first = send(mayor, WEDDING, WEEKLY, HOLIDAY)
    changed = WEDDING.replace("150000", "140000").replace("Mariage\\,", "Mariage de P. et J.\\,")

    again = send(mayor, WEDDING, WEEKLY, HOLIDAY)
    third = send(mayor, changed)

    assert (again["created"], again["updated"]) == (0, 3)
    assert [step["id"] for step in again["events"]] == [step["id"] for step in first["events"]]
    assert (third["created"], third["updated"]) == (0, 1)
    with mairie_context(mairie_a):
        assert Event.objects.count() == 7
        wedding = Event.objects.get(uid="mariage-12@ailleurs.fr")
        assert (wedding.title, wedding.start_at) == ("Mariage de P. et J., salle d'honneur", at("2027-06-12 12:00"))


def test_an_imported_event_can_be_edited_and_keeps_what_the_file_says_nothing_of(mayor, mairie_a):
    made = send(mayor, WEDDING)["events"][0]["id"]
    sent = {"notes": "Appeler la famille", "color": "pink", "is_public": True, "attendees_ids": [mayor.user.id]}

    assert mayor.put(path(made), json={**sent, "title": "Changé ici"}).status_code == 200
    send(mayor, WEDDING)

    after = mayor.get(path(made)).json()
    assert after["title"] == "Mariage, salle d'honneur"
    assert (after["notes"], after["color"], after["is_public"]) == ("Appeler la famille", "pink", True)
    with mairie_context(mairie_a):
        assert Attendee.objects.count() == 1


def test_a_series_leaves_out_its_exceptions_and_keeps_local_time(mayor, mairie_a):
    send(mayor, WEEKLY)

    assert starts(mairie_a) == [f"2027-{day} 08:00" for day in ("03-06", "03-13", "03-27", "04-03", "04-10")]
    row = mayor.get(BASE).json()["results"][0]
    assert (row["recurring_pattern"], row["recurrence_count"], row["recurrence_rule"]) == ("weekly", 6, None)


def test_a_changed_and_a_cancelled_occurrence_are_what_they_became(mayor, mairie_a):
    changed = """
UID:marche@ailleurs.fr
RECURRENCE-ID;TZID=Europe/Paris:20270327T080000
DTSTART;TZID=Europe/Paris:20270328T090000
DTEND;TZID=Europe/Paris:20270328T130000
SUMMARY:Marché de Pâques
"""
    cancelled = """
UID:marche@ailleurs.fr
RECURRENCE-ID;TZID=Europe/Paris:20270403T080000
DTSTART;TZID=Europe/Paris:20270403T080000
STATUS:CANCELLED
SUMMARY:Marché
"""
    for _time in range(2):
        report = send(mayor, changed, WEEKLY, cancelled)
        assert [step["occurrences"] for step in report["events"]] == [4]
        assert starts(mairie_a) == ["2027-03-06 08:00", "2027-03-13 08:00", "2027-03-28 09:00", "2027-04-10 08:00"]
        with mairie_context(mairie_a):
            assert list(Event.objects.order_by("start_at").values_list("title", flat=True)) == [
                "Marché", "Marché", "Marché de Pâques", "Marché",
            ]  # fmt: skip


def test_a_series_that_came_with_fewer_or_more_occurrences_follows(mayor, mairie_a):
    send(mayor, WEEKLY)
    with mairie_context(mairie_a):
        kept = list(Event.objects.order_by("start_at").values_list("pk", flat=True))

    send(mayor, WEEKLY.replace("COUNT=6", "COUNT=3"))
    assert [start[5:10] for start in starts(mairie_a)] == ["03-06", "03-13"]
    send(mayor, WEEKLY.replace("COUNT=6", "COUNT=7").replace("EXDATE", "X-EXDATE"))

    assert [start[5:10] for start in starts(mairie_a)] == [
        "03-06", "03-13", "03-20", "03-27", "04-03", "04-10", "04-17",
    ]  # fmt: skip
    with mairie_context(mairie_a):
        assert list(Event.objects.order_by("start_at").values_list("pk", flat=True))[:2] == kept[:2]


def test_a_rule_that_is_no_pattern_is_kept_and_extended(mayor, mairie_a):
    council = """
UID:conseil@ailleurs.fr
DTSTART;TZID=Europe/Paris:20270104T200000
DURATION:PT2H
RRULE:FREQ=MONTHLY;BYDAY=1MO
SUMMARY:Conseil municipal
"""
    send(mayor, council)

    found = starts(mairie_a)
    assert found[:4] == ["2027-01-04 20:00", "2027-02-01 20:00", "2027-03-01 20:00", "2027-04-05 20:00"]
    assert found[-1] == "2028-07-03 20:00"
    row = mayor.get(BASE).json()["results"][0]
    assert (row["recurring_pattern"], row["recurrence_rule"]) == ("monthly", "FREQ=MONTHLY;BYDAY=1MO")
    assert len(waiting_jobs("extend_series")) == 1


def test_the_hours_of_a_ruled_series_change_but_not_its_days(mayor, mairie_a):
    send(mayor, WEEKLY.replace("FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2"))
    row = mayor.get(BASE).json()["results"][0]
    hour = {"start_datetime": "2027-03-06T08:00:00Z", "end_datetime": "2027-03-06T09:00:00Z", "update_series": True}
    day = {"start_datetime": "2027-03-07T08:00:00Z", "end_datetime": "2027-03-07T09:00:00Z", "update_series": True}

    assert mayor.put(path(row["id"]), json=hour).status_code == 200
    assert starts(mairie_a)[:2] == ["2027-03-06 09:00", "2027-04-03 09:00"]
    refused = mayor.put(path(row["id"]), json=day)
    assert (refused.status_code, list(refused.json()["error"]["details"])) == (422, ["start_datetime"])
    assert mayor.put(path(row["id"]), json={**day, "recurring_pattern": "daily"}).status_code == 200
    assert starts(mairie_a)[:2] == ["2027-03-07 09:00", "2027-03-08 09:00"]


def test_an_old_series_is_taken_over_from_a_year_ago(mayor, mairie_a):
    old = WEEKLY.replace("2027", "2012").replace(";COUNT=6", "").replace("EXDATE", "X-EXDATE")

    send(mayor, old.replace("20120306", "20120303"))

    found = starts(mairie_a)
    assert found[0][:10] == "2025-11-29"
    assert found[-1][:10] == "2028-05-20"


@pytest.mark.parametrize(
    ("properties", "reason"),
    [
        (["DTSTART:garbage"], "Cet événement est illisible."),
        (["DTSTART:20270101T100000Z", "DTEND:20270101T090000Z"], "La fin doit suivre le début, d'un an au plus."),
        (["DTSTART:19000101T100000Z"], "La date est hors des limites acceptées."),
        (["DTSTART:20270101T100000Z", "STATUS:CANCELLED"], "Cet événement est annulé."),
        (["DTSTART:20270101T100000Z", "RRULE:FREQ=HOURLY"], "Ce rythme de répétition n'est pas pris en charge."),
        (["DTSTART:20270101T100000Z", "RRULE:FREQ=WEEKLY;BYDAY=XX"], "La règle de répétition est illisible."),
        (["DTSTART:20150101T100000Z", "RRULE:FREQ=DAILY;COUNT=3"], "Cette série est terminée."),
        (
            ["DTSTART:20270101T100000Z", "RECURRENCE-ID:20270101T100000Z"],
            "La série de cette occurrence n'est pas dans le fichier.",
        ),
    ],
)
def test_what_cannot_be_taken_over_is_said_and_does_not_keep_the_rest_out(mayor, properties, reason):
    report = send(mayor, "\n".join(["UID:a", "SUMMARY:A", *properties]), WEDDING)

    assert (report["created"], report["skipped"]) == (1, 1)
    assert [step["reason"] for step in report["events"] if step["action"] == "skip"] == [reason]


def test_times_are_read_in_their_zone(mayor, mairie_a):
    send(
        mayor,
        "UID:1\nSUMMARY:Universel\nDTSTART:20270701T100000Z",
        "UID:2\nSUMMARY:Flottant\nDTSTART:20270701T110000",
        "UID:3\nSUMMARY:New York\nDTSTART;TZID=America/New_York:20270701T100000",
        "UID:4\nSUMMARY:Windows\nDTSTART;TZID=Romance Standard Time:20270701T150000",
        "UID:5\nSUMMARY:Inconnu\nDTSTART;TZID=Custom/Zone:20270701T180000",
    )

    with mairie_context(mairie_a):
        assert dict(Event.objects.values_list("title", "start_at__hour")) == {
            "Universel": 10 + 2,
            "Flottant": 11,
            "New York": 14 + 2,
            "Windows": 15,
            "Inconnu": 18,
        }, "as the clocks of Paris show them, two hours ahead"


def test_an_event_without_a_name_is_recognised_all_the_same(mayor, mairie_a):
    nameless = "SUMMARY:Sans nom\nDTSTART:20270101T100000Z\nDTEND:20270101T110000Z"

    send(mayor, nameless)

    assert send(mayor, nameless)["updated"] == 1
    with mairie_context(mairie_a):
        assert Event.objects.count() == 1


@pytest.mark.parametrize(
    ("visibility", "chosen", "expected"),
    [("", "false", False), ("", "true", True), ("CLASS:PRIVATE", "true", False), ("CLASS:PUBLIC", "false", True)],
)
def test_nothing_becomes_public_by_accident(mayor, visibility, chosen, expected):
    made = send(mayor, f"{WEDDING.strip()}\n{visibility}".strip(), is_public=chosen)["events"][0]["id"]

    assert mayor.get(path(made)).json()["is_public"] is expected


def test_nobody_is_invited_or_told_by_an_import(mayor, mairie_a, told):
    send(mayor, f"{WEDDING.strip()}\nATTENDEE:mailto:{mayor.user.email}\nCLASS:PUBLIC")

    assert told.calls == []
    with mairie_context(mairie_a):
        assert Attendee.objects.count() == 0


def test_this_mairies_own_feed_changes_nothing(client_for, mayor, mairie_a):
    send(mayor, WEDDING, is_public="true")
    content = client_for(mairie_a).get(f"{BASE}feed.ics").content

    report = mayor.post(IMPORT, data={"file": SimpleUploadedFile("feed.ics", content)}).json()

    assert (report["created"], report["updated"], report["skipped"]) == (0, 0, 1)
    assert report["events"][0]["reason"] == "Cet événement vient de cet agenda."


def test_a_series_that_became_a_single_event_and_back(mayor, mairie_a):
    send(mayor, WEEKLY)

    assert send(mayor, WEEKLY.replace("RRULE", "X-RRULE"))["updated"] == 1
    with mairie_context(mairie_a):
        assert (Event.objects.count(), Series.objects.count()) == (1, 0)
    assert send(mayor, WEEKLY)["updated"] == 1
    with mairie_context(mairie_a):
        assert (Event.objects.count(), Series.objects.count()) == (5, 1)


@pytest.mark.parametrize("content", [b"", b"bonjour", b"\xff\xfe\x00", b"BEGIN:VEVENT\r\nEND:VEVENT\r\n", b"%PDF-1.7"])
def test_another_kind_of_file_is_refused(mayor, content):
    response = mayor.post(IMPORT, data={"file": SimpleUploadedFile("a.ics", content)})

    assert (response.status_code, list(response.json()["error"]["details"])) == (422, ["file"])


@pytest.mark.parametrize("data", [{}, {"file": "texte"}, {"dry_run": "oui"}])
def test_a_file_is_needed(mayor, data):
    response = mayor.post(IMPORT, data=data)

    assert response.status_code == 422
    assert "file" in response.json()["error"]["details"]


def test_there_are_limits(mayor, mairie_a, monkeypatch):
    monkeypatch.setattr(decoding, "MAX_EVENTS", 2)
    response = mayor.post(IMPORT, data={"file": calendar_file(WEDDING, WEEKLY, HOLIDAY)})
    assert (response.status_code, list(response.json()["error"]["details"])) == (422, ["file"])

    monkeypatch.setattr(imports, "MAX_OCCURRENCES", 4)
    response = mayor.post(IMPORT, data={"file": calendar_file(WEEKLY)})
    assert (response.status_code, list(response.json()["error"]["details"])) == (422, ["file"])

    monkeypatch.setattr(imports, "LONGEST_READING", -1)
    response = mayor.post(IMPORT, data={"file": calendar_file(WEEKLY)})
    assert (response.status_code, list(response.json()["error"]["details"])) == (422, ["file"])

    monkeypatch.setattr(calendars, "MAX_FILE", 100)
    response = mayor.post(IMPORT, data={"file": calendar_file(WEDDING)})
    assert (response.status_code, response.json()["error"]["code"]) == (413, "CALENDAR_FILE_TOO_LARGE")
    with mairie_context(mairie_a):
        assert Event.objects.count() == 0


@pytest.mark.parametrize(("role", "status"), [(None, 401), ("citizen", 403), ("moderator", 403)])
def test_only_administrators_and_mayors_import(client_for, mairie_a, via, role, status):
    response = client_for(mairie_a, role, via=via).post(IMPORT, data={"file": calendar_file(WEDDING)})

    assert response.status_code == status


def test_a_name_means_nothing_in_another_mairie(client_for, mayor, mairie_a, mairie_b):
    send(mayor, WEDDING)

    assert send(client_for(mairie_b, "mayor"), WEDDING)["created"] == 1
    with mairie_context(mairie_a):
        assert Event.objects.get().end_at - Event.objects.get().start_at == timedelta(hours=1)
