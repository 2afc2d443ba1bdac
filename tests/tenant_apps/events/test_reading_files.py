"""Calendar files as nobody should write them: read or refused, never a crash and never for long."""

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


EXAMPLES = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


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
