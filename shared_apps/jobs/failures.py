"""What is stored of an error: its type and a short text without personal data."""

import re

LENGTH = 300
READ = 2_000  # characters of a message that may have come from anybody
ADDRESS = re.compile(r"[^\s<>'\"(){},;:]+@[^\s<>'\"(){},;:]+")
NUMBER = re.compile(r"\+?\d(?:[ .-]?\d){6,}")


def describe(error: BaseException) -> str:
    """`Type: first line`, at most 300 characters; addresses and long numbers are masked, details (more lines) dropped.

    The first line of a database error names the constraint; the values are in the DETAIL line below it.
    """
    first_line = next(iter(str(error).strip().splitlines()), "")[:READ]
    masked = NUMBER.sub("<number>", ADDRESS.sub("<address>", first_line)).replace("\x00", "")
    name = type(error).__name__
    return f"{name}: {masked}"[:LENGTH] if masked else name
