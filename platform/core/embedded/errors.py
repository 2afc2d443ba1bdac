"""The one way these tools say no."""


class Refusal(Exception):
    """Something outside the program prevents the start; its text is the one line a person reads."""
