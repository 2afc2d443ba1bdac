"""POST /events/import/: what Outlook, Google, Thunderbird and others write, and what would never end."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from core.tenancy import mairie_context
from tenant_apps.events.ical import decoding
from tenant_apps.events.models import Attendee, Event, Series
from tests.factories import make_user
from tests.queries import queries
from tests.tenant_apps.events.factories import BASE, at, calendar_file, evt, local_starts, path, waiting_jobs

pytestmark = pytest.mark.usefixtures("in_november_2026")

IMPORT = f"{BASE}import/"
PARIS = ZoneInfo("Europe/Paris")
# As Outlook writes a zone of its own: no rule but those of the year 1601, and a name that nobody knows.
ZONE = """
BEGIN:VTIMEZONE
TZID:Customized Time Zone
BEGIN:STANDARD
DTSTART:16011104T020000
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
TZOFFSETFROM:{summer}
TZOFFSETTO:{winter}
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010311T020000
RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
TZOFFSETFROM:{winter}
TZOFFSETTO:{summer}
END:DAYLIGHT
END:VTIMEZONE
"""
NEW_YORK, HERE = ZONE.format(winter="-0500", summer="-0400"), ZONE.format(winter="+0100", summer="+0200")
ZONED = "UID:zone\nSUMMARY:A\nDTSTART;TZID=Customized Time Zone:20270701T100000\nRRULE:FREQ=WEEKLY;COUNT=2"


@pytest.fixture
def mayor(client_for, mairie_a):
    return client_for(mairie_a, "mayor")


def upload(client, content: bytes):
    return client.post(IMPORT, data={"file": SimpleUploadedFile("agenda.ics", content)})


def send(client, *events: str):
    response = client.post(IMPORT, data={"file": calendar_file(*events)})
    assert response.status_code == 200, response.content
    return response.json()


def written(*events: str, head: str = "", line_end: str = "\r\n") -> str:
    """A whole calendar as text."""
    blocks = [f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT" for event in events]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Ailleurs//FR", *head.strip().split("\n"), *blocks]
    return "\n".join([line for line in [*lines, "END:VCALENDAR", ""] if line]).replace("\n", line_end) + line_end


def all_starts() -> list[str]:
    """When the mairie's events start, on its clocks."""
    starts = Event.objects.order_by("start_at").values_list("start_at", flat=True)
    return [f"{start.astimezone(PARIS):%Y-%m-%d %H:%M}" for start in starts]


def test_a_zone_of_the_files_own_is_read_by_its_clocks(mayor, mairie_a):
    assert upload(mayor, written(ZONED, head=NEW_YORK).encode()).status_code == 200

    with mairie_context(mairie_a):
        series = Series.objects.get()
        assert all_starts() == ["2027-07-01 16:00", "2027-07-08 16:00"]
        offsets = [datetime(2027, month, 15, tzinfo=ZoneInfo(series.timezone)).utcoffset() for month in (1, 7)]
    assert [offset.total_seconds() / 3600 for offset in offsets] == [-5, -4]


def test_a_zone_of_one_mairies_file_decides_nothing_about_anothers(client_for, mayor, mairie_a, mairie_b):
    upload(client_for(mairie_b, "mayor"), written(ZONED, head=NEW_YORK).encode())

    upload(mayor, written(ZONED, head=HERE).encode())

    with mairie_context(mairie_a):
        assert all_starts() == ["2027-07-01 10:00", "2027-07-08 10:00"]
        assert Series.objects.get().timezone == "Europe/Paris"
    with mairie_context(mairie_b):
        assert all_starts() == ["2027-07-01 16:00", "2027-07-08 16:00"]


@pytest.mark.parametrize(
    ("name", "hour"),
    [
        ("Romance Standard Time", 10),
        ("Eastern Standard Time", 16),
        ("/freeassociation.sourceforge.net/Europe/Paris", 10),
        ("/mozilla.org/20050126_1/America/New_York", 16),
        ('"(UTC+01:00) Brussels, Copenhagen, Madrid, Paris"', 10),
    ],
)
@pytest.mark.filterwarnings("error")
def test_names_that_programs_give_to_zones_are_understood(mayor, mairie_a, name, hour):
    send(mayor, f"UID:a\nSUMMARY:A\nDTSTART;TZID={name}:20270701T100000")

    with mairie_context(mairie_a):
        assert all_starts() == [f"2027-07-01 {hour}:00"]


@pytest.mark.parametrize(
    ("properties", "start", "end", "days"),
    [
        (
            "DTSTART:20270701T000000\nDTEND:20270703T000000\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
            "2027-06-30 22:00", "2027-07-02 22:00", ("2027-07-01", "2027-07-02"),
        ),
        ("DTSTART:20270701", "2027-06-30 22:00", "2027-07-01 22:00", ("2027-07-01", "2027-07-01")),
        (
            "DTSTART;VALUE=DATE:20270701\nDTEND;VALUE=DATE:20270701",
            "2027-06-30 22:00", "2027-06-30 22:00", ("2027-07-01", "2027-07-01"),
        ),
        (
            "DTSTART;VALUE=DATE:20270701\nDURATION:P2D",
            "2027-06-30 22:00", "2027-07-02 22:00", ("2027-07-01", "2027-07-02"),
        ),
        (
            "DTSTART;VALUE=DATE:20270701\nDTEND:20270702T000000Z",
            "2027-06-30 22:00", "2027-07-01 22:00", ("2027-07-01", "2027-07-01"),
        ),
    ],
)  # fmt: skip
def test_whole_days_are_whole_days_however_they_are_written(mayor, mairie_a, properties, start, end, days):
    send(mayor, f"UID:a\nSUMMARY:A\n{properties}")

    with mairie_context(mairie_a):
        event = Event.objects.get()
    assert (event.all_day, event.start_at, event.end_at) == (True, at(start), at(end))
    assert (event.first_day, event.last_day) == tuple(map(date.fromisoformat, days))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_accents_survive_whatever_encoding_and_line_end(mayor, mairie_a, encoding, line_end):
    content = written("UID:a\nSUMMARY:Fête d'été\nDTSTART:20270701T100000Z", line_end=line_end)

    assert upload(mayor, content.encode(encoding)).status_code == 200

    with mairie_context(mairie_a):
        assert Event.objects.get().title == "Fête d'été"


def test_properties_that_are_empty_or_there_twice_keep_nothing_out(mayor, mairie_a):
    report = send(
        mayor,
        "UID:a\nSUMMARY:Premier\nSUMMARY:Second\nDTSTART:20270701T100000Z\nPRIORITY:\nCLASS:\nDTEND:",
        "UID:b\nSUMMARY:Marché\nDTSTART:20270702T100000Z\nRRULE:FREQ=WEEKLY;COUNT=2\nEXDATE:\nRDATE:",
    )

    assert [(step["action"], step["title"], step["occurrences"]) for step in report["events"]] == [
        ("create", "Premier", 1),
        ("create", "Marché", 2),
    ]


def test_reminders_are_counted_from_the_start_each_once(mayor, mairie_a):
    alarms = "\n".join(
        f"BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER{trigger}\nEND:VALARM"
        for trigger in (":-PT30M", ":-PT30M", ";RELATED=END:-PT2H", ";VALUE=DATE-TIME:19760401T005545Z", ":PT5M")
    )

    made = send(mayor, f"UID:a\nSUMMARY:A\nDTSTART:20270701T100000Z\nDURATION:PT1H\n{alarms}")["events"][0]["id"]

    assert mayor.get(path(made)).json()["reminders"] == [30, 60]


def test_a_file_that_takes_events_back_adds_none(mayor, mairie_a):
    content = written("UID:a\nSUMMARY:A\nDTSTART:20270701T100000Z", head="METHOD:CANCEL")

    [step] = upload(mayor, content.encode()).json()["events"]

    assert (step["action"], step["reason"]) == ("skip", "Cet événement est annulé.")


DATES = """
UID:conseil@ailleurs.fr
SUMMARY:Conseil municipal
DTSTART;TZID=Europe/Paris:20270114T200000
DTEND;TZID=Europe/Paris:20270114T220000
RDATE;TZID=Europe/Paris:20270218T200000,20270325T190000
RDATE;VALUE=PERIOD:20270415T180000Z/PT3H
"""


def test_dates_without_a_rule_are_events_of_their_own_that_follow_the_file(mayor, mairie_a):
    first = send(mayor, DATES)

    assert first["created"] == 4
    with mairie_context(mairie_a):
        assert all_starts() == ["2027-01-14 20:00", "2027-02-18 20:00", "2027-03-25 19:00", "2027-04-15 20:00"]
        assert {event.end_at - event.start_at for event in Event.objects.all()} == {
            Event.objects.first().end_at - Event.objects.first().start_at,
            datetime(2027, 1, 1, 3) - datetime(2027, 1, 1),
        }
    fewer = DATES.replace("20270218T200000,", "").replace("Conseil municipal", "Conseil")
    again = send(mayor, fewer)
    assert (again["created"], again["updated"]) == (0, 3)
    with mairie_context(mairie_a):
        assert all_starts() == ["2027-01-14 20:00", "2027-03-25 19:00", "2027-04-15 20:00"]
        assert set(Event.objects.values_list("title", flat=True)) == {"Conseil"}
    assert send(mayor, "\n".join(line for line in DATES.splitlines() if "RDATE" not in line))["updated"] == 1
    with mairie_context(mairie_a):
        assert all_starts() == ["2027-01-14 20:00"]


def test_dates_added_to_a_rule_stand_beside_it_and_can_be_changed_or_left_out(mayor, mairie_a):
    series = """
UID:marche@ailleurs.fr
SUMMARY:Marché
DTSTART;TZID=Europe/Paris:20270306T080000
DURATION:PT4H
RRULE:FREQ=WEEKLY;COUNT=3
RDATE;TZID=Europe/Paris:20270306T080000,20270309T080000,20270310T080000
EXDATE;TZID=Europe/Paris:20270310T080000
"""
    changed = """
UID:marche@ailleurs.fr
RECURRENCE-ID;TZID=Europe/Paris:20270309T080000
SUMMARY:Marché de nuit
DTSTART;TZID=Europe/Paris:20270309T180000
DURATION:PT4H
"""
    send(mayor, series, changed)

    with mairie_context(mairie_a):
        assert all_starts() == ["2027-03-06 08:00", "2027-03-09 18:00", "2027-03-13 08:00", "2027-03-20 08:00"]
        assert local_starts(Series.objects.get().pk, PARIS) == [
            "2027-03-06 08:00", "2027-03-13 08:00", "2027-03-20 08:00",
        ]  # fmt: skip
        assert Event.objects.get(series=None).title == "Marché de nuit"


def test_a_reminder_goes_with_the_date_that_the_file_no_longer_has(mayor, mairie_a):
    alarm = "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT30M\nEND:VALARM"
    dates = f"{DATES.strip()}\n{alarm}"

    send(mayor, dates)
    assert len(waiting_jobs("remind")) == 4

    send(mayor, dates.replace("20270218T200000,", ""))
    assert len(waiting_jobs("remind")) == 3


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=MONTHLY;INTERVAL=0;BYDAY=1MO",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=6;BYWEEKNO=53",
        "FREQ=DAILY;BYSETPOS=5",
    ],
)
def test_a_rule_that_never_gives_a_date_is_refused_before_it_is_followed(mayor, rule):
    [step] = send(mayor, f"UID:a\nSUMMARY:A\nDTSTART:20270105T100000Z\nRRULE:{rule}")["events"]

    assert (step["action"], step["reason"]) == ("skip", "La règle de répétition ne donne aucune date.")


def test_a_rule_for_every_second_of_the_day_is_refused(mayor):
    seconds = ",".join(map(str, range(60)))

    [step] = send(mayor, f"UID:a\nSUMMARY:A\nDTSTART:20270105T100000Z\nRRULE:FREQ=DAILY;BYSECOND={seconds}")["events"]

    assert (step["action"], step["reason"]) == ("skip", "Une répétition a lieu une fois par jour au plus.")


def test_a_file_of_too_many_lines_is_not_read(mayor, monkeypatch):
    monkeypatch.setattr(decoding, "MAX_LINES", 20)

    response = upload(mayor, written("UID:a\nSUMMARY:A\nDTSTART:20270701T100000Z\n" + "X-A:1\n" * 20).encode())

    assert response.status_code == 422
    assert response.json()["error"]["details"] == {"file": ["Ce fichier contient plus de 20 lignes."]}


def test_names_that_begin_the_same_and_are_very_long_stay_two(mayor, mairie_a):
    long = "0400000082" * 40
    events = [f"UID:{long}{end}\nSUMMARY:{end}\nDTSTART:20270701T100000Z" for end in ("A", "B")]

    assert send(mayor, *events)["created"] == 2
    assert send(mayor, *events)["updated"] == 2


def weekly(number: int, *, title: str = "Marché") -> str:
    return f"""
UID:serie-{number}
SUMMARY:{title} {number}
DTSTART;TZID=Europe/Paris:2027030{number % 9 + 1}T080000
DURATION:PT4H
RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT30M
END:VALARM
"""


def single(number: int, *, title: str = "Réunion") -> str:
    return f"UID:seul-{number}\nSUMMARY:{title} {number}\nDTSTART:20270701T1000{number:02d}Z"


def test_many_events_and_series_take_as_many_statements_as_few(mayor, mairie_a):
    def statements(count: int, title: str) -> int:
        numbers = range(count)
        file = calendar_file(*(weekly(n, title=title) for n in numbers), *(single(n, title=title) for n in numbers))
        with queries() as sent:
            assert mayor.post(IMPORT, data={"file": file}).status_code == 200
        return len(sent)

    statements(1, "Chauffe")
    made, few_changed = statements(2, "Un"), statements(2, "Deux")
    made_many, many_changed = statements(30, "Trois"), statements(30, "Quatre")

    assert (made_many, many_changed) == (made, few_changed)


def test_what_is_as_the_file_has_it_is_not_written_again(client_for, mayor, mairie_a):
    send(mayor, weekly(1), single(1))
    with mairie_context(mairie_a):
        before = list(Event.objects.order_by("pk").values_list("pk", "updated_at"))

    with time_machine.travel(datetime(2026, 11, 25, 9, tzinfo=UTC)):
        send(client_for(mairie_a, "mayor"), weekly(1), single(1))

    with mairie_context(mairie_a):
        assert list(Event.objects.order_by("pk").values_list("pk", "updated_at")) == before


def test_who_follows_an_imported_series_is_invited_to_what_a_longer_one_adds(mayor, mairie_a):
    with mairie_context(mairie_a):
        guest = make_user(role="citizen")
    first = send(mayor, weekly(1))["events"][0]["id"]
    assert mayor.put(path(first), json={"attendees_ids": [guest.pk], "update_series": True}).status_code == 200

    send(mayor, weekly(1).replace("COUNT=4", "COUNT=6"))

    with mairie_context(mairie_a):
        assert (Event.objects.count(), Attendee.objects.filter(user_id=guest.pk).count()) == (6, 6)


def test_a_series_whose_beginning_moved_long_after_it_was_imported(client_for, mayor, mairie_a):
    endless = "UID:a\nSUMMARY:Marché\nDTSTART;TZID=Europe/Paris:20120303T080000\nRRULE:FREQ=WEEKLY"
    send(mayor, endless)

    with time_machine.travel(datetime(2028, 1, 5, 9, tzinfo=UTC)):
        mayor = client_for(mairie_a, "mayor")
        assert send(mayor, endless.replace("20120303", "20130302"))["updated"] == 1

    with mairie_context(mairie_a):
        starts = [start for start in all_starts() if start >= "2027-01-05"]
    assert (starts[0], starts[-1], len(starts), len(set(starts))) == ("2027-01-09 08:00", "2029-06-30 08:00", 130, 130)


def test_an_imported_event_that_was_made_to_repeat_here_is_still_known(mayor, mairie_a):
    made = send(mayor, single(1))["events"][0]["id"]
    assert mayor.put(path(made), json={"recurring_pattern": "weekly", "recurrence_count": 3}).status_code == 200

    report = send(mayor, single(1, title="Rencontre"))

    assert (report["updated"], report["events"][0]["id"]) == (1, made)
    with mairie_context(mairie_a):
        assert Event.objects.count() == 3
        assert evt(Event.objects.get(title="Rencontre 1")) == made
