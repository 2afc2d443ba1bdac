"""Calendar files as nobody should write them: read or refused, never a crash and never for long."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.api.errors import ValidationFailed
from core.tenancy import mairie_context
from tenant_apps.events.services.imports import Step, preview_import

pytestmark = pytest.mark.filterwarnings("ignore::Warning")

NAMES = (
    "UID", "SUMMARY", "DTSTART", "DTEND", "DURATION", "RRULE", "EXDATE", "RDATE", "RECURRENCE-ID", "STATUS", "CLASS",
    "PRIORITY", "CATEGORIES", "LOCATION", "DESCRIPTION", "TRIGGER", "BEGIN", "END", "X-MICROSOFT-CDO-ALLDAYEVENT",
)  # fmt: skip
PARAMETERS = (
    "", ";TZID=Europe/Paris", ";TZID=Nulle/Part", ";VALUE=DATE", ";VALUE=PERIOD", ";VALUE=DATE-TIME", ";RELATED=END",
    ";TZID=", ";X",
)  # fmt: skip
VALUES = (
    "20270101", "20270101T100000", "20270101T100000Z", "20270101T250000", "00010101T000000Z", "99991231T235959Z",
    "20270101T100000Z/PT1H", "20270101T100000Z/20270101T090000Z", "20270101,20270108", "P1D", "-PT15M", "PT", "P400D",
    "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO;COUNT=3", "FREQ=MONTHLY;BYDAY=5MO,-1FR", "FREQ=YEARLY;INTERVAL=0", "FREQ=",
    "FREQ=DAILY;COUNT=-1", "FREQ=DAILY;UNTIL=20270101;COUNT=2", "FREQ=DAILY;INTERVAL=1000000", "RRULE", "TRUE", "1",
    "CANCELLED", "VEVENT", "VALARM", "VTIMEZONE", "",
)  # fmt: skip
LINE = st.one_of(
    st.builds("{}{}:{}".format, st.sampled_from(NAMES), st.sampled_from(PARAMETERS), st.sampled_from(VALUES)),
    st.text(max_size=20),
)


EXAMPLES = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def outcome(content: bytes) -> list[Step] | list[str]:
    """What an import would do, or which field is refused."""
    try:
        return preview_import(content=content)
    except ValidationFailed as refusal:
        return list(refusal.details)


@given(lines=st.lists(st.lists(LINE, max_size=12), max_size=3))
@settings(EXAMPLES, max_examples=300)
def test_any_lines_are_read_or_refused(mairie_a, lines):
    events = [line for event in lines for line in ("BEGIN:VEVENT", "DTSTART:20270101T100000Z", *event, "END:VEVENT")]
    content = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *events, "END:VCALENDAR", ""])

    with mairie_context(mairie_a):
        steps = outcome(content.encode("utf-8", "surrogatepass"))

    if steps != ["file"]:
        assert all(step.title and len(step.uid) <= 255 for step in steps)
        assert all(bool(step.reason) == (step.action == "skip") for step in steps)


@given(content=st.binary(max_size=300))
@settings(EXAMPLES, max_examples=200)
def test_any_bytes_are_refused(mairie_a, content):
    with mairie_context(mairie_a):
        assert outcome(content) == ["file"]


@pytest.mark.parametrize(
    "begin", ["BEGIN:VTIMEZONE", "BEGIN:VTIME\r\n ZONE", "BEGIN;X=1:VTIMEZONE", "begin:VTimeZone "]
)
def test_a_zone_of_one_file_decides_about_no_other_files_times(mairie_a, mairie_b, begin):
    """The library would remember it by name for every later file of the process, of whatever mairie."""
    name = f"Hall {begin}".encode().hex()
    zone = [begin, f"TZID:{name}", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0900",
            "TZOFFSETTO:+0900", "END:STANDARD", "END:VTIMEZONE"]  # fmt: skip
    event = ["BEGIN:VEVENT", "UID:1", "SUMMARY:x", f"DTSTART;TZID={name}:20270101T100000", "END:VEVENT"]

    with mairie_context(mairie_a):
        preview_import(content=_file(*zone, *event))
    with mairie_context(mairie_b):
        (step,) = preview_import(content=_file(*event))

    assert step.schedule.start == datetime(2027, 1, 1, 9, tzinfo=UTC)


def test_a_file_that_holds_a_path_is_not_that_path_s_file(mairie_a, tmp_path):
    path = tmp_path / "agenda.ics"
    path.write_bytes(_file("BEGIN:VEVENT", "UID:1", "SUMMARY:x", "DTSTART:20270101T100000Z", "END:VEVENT"))

    with mairie_context(mairie_a):
        assert outcome(str(path).encode()) == ["file"]


@pytest.mark.parametrize("line", ["BEGIN:VTIMEZONE", "BEGIN:STANDARD", "BEGIN:VTIMEZONE\r\nEND:VTIMEZONE"])
def test_thousands_of_zones_hold_nobody_up(mairie_a, line):
    """With time that grew with the square of their number this would take the afternoon."""
    zones = ["BEGIN:VTIMEZONE", *[line] * 100_000, "END:VTIMEZONE"]
    with mairie_context(mairie_a):
        assert isinstance(outcome(_file(*zones)), list)


def _file(*lines: str) -> bytes:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", ""]).encode()
