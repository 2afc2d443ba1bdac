"""The communes of the demo, of three sizes and two time zones, and who has an account there."""

from dataclasses import asdict, dataclass
from typing import Any

# Gometz-la-Ville (1,500 inhabitants), L'Étang-Salé (14,500, La Réunion), La Rochelle (80,000).
CODES = ("91274", "97404", "17300")
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
