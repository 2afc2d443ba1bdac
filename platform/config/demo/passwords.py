"""A password that people can type."""

import secrets

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # without characters that look alike


def readable_password() -> str:
    """Three groups of four: 59 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))
