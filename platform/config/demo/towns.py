"""The communes of the demo, of three sizes and two time zones, and who has an account there."""

from dataclasses import asdict, dataclass
from typing import Any

# Gif-sur-Yvette (22,500 inhabitants), La Rochelle (80,000), Miquelon-Langlade (600, off the coast of Canada).
CODES = ("91272", "17300", "97501")
# A domain that is reserved for examples: nobody can receive what is sent there.
MAIL_DOMAIN = "example"
OPERATOR = f"operateur@plateforme.{MAIL_DOMAIN}"
LOCAL_PARTS = {"mayor": "maire", "admin": "admin", "moderator": "moderation", "citizen": "citoyen"}


@dataclass(frozen=True)
class Town:
    """What a visitor of the demo needs to know of one mairie."""

    code: str
    name: str
    host: str
    accounts: dict[str, str]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def addresses(slug: str) -> dict[str, str]:
    """Role → address of the mairie's demo accounts."""
    return {role: f"{local}@{slug}.{MAIL_DOMAIN}" for role, local in LOCAL_PARTS.items()}
