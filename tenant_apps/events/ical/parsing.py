"""Text of a calendar file → the components of the library that reads it."""

from icalendar import Component
from icalendar.cal import ComponentFactory
from icalendar.parser.ical.calendar import CalendarIcalParser
from icalendar.prop import TypesFactory


class Parser(CalendarIcalParser):
    """The library's own, of a text alone: its `from_ical` opens the file that a text of one line names."""

    def handle_end_component(self, vals: str) -> None:
        """Keep no time zone, which the library would for the whole process and so for the files of other mairies."""
        super().handle_end_component("")


def parse(text: str) -> list[Component]:
    """What stands at the top of the file; raises whatever the library raises on what is no calendar."""
    return list(Parser(text, ComponentFactory(), TypesFactory()).parse())
