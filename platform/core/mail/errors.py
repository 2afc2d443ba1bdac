"""Why a mail can never be delivered; the texts hold no address, because they are stored and logged."""


class UndeliverableAddress(ValueError):
    """The address is malformed or refused for good: sending again would change nothing."""
