"""What stands in the addresses of pages for a row."""

from django.urls.converters import IntConverter


class RowConverter(IntConverter):
    """The number of a row, of as many digits as fit in one of the database; any other address is no page."""

    regex = "[0-9]{1,18}"
