"""What a new mairie's site says before anybody has written a word, made of its official data."""

from typing import Any

from shared_apps.municipalities.selectors.identity import Identity
from tenant_apps.website import hours

THEME = {
    "primary_color": "#1E40AF",
    "secondary_color": "#3B82F6",
    "accent_color": "#10B981",
    "background_color": "#F8FAFC",
    "text_color": "#1E293B",
    "font_family": "Inter",
}
NETWORKS = ("facebook", "twitter", "instagram", "linkedin", "youtube")
# Icon (a name of lucide), title, description and link of the first services.
SERVICES = (
    ("FileText", "État civil", "Actes de naissance, de mariage et de décès, livret de famille.", "/contact/"),
    ("Home", "Urbanisme", "Permis de construire, déclarations préalables, plan local d'urbanisme.", "/contact/"),
    ("Vote", "Élections", "Inscription sur les listes électorales, procuration.", "/contact/"),
    ("CalendarDays", "Agenda", "Conseils municipaux, réunions publiques et rendez-vous de la commune.", "/agenda/"),
)
MANY = 2
# Kind (which is its address too) and title of each legal page.
LEGAL_PAGES = (
    ("mentions-legales", "Mentions légales"),
    ("donnees-personnelles", "Données personnelles"),
    # What the law has the footer say; a mairie that has had an audit says its result.
    ("accessibilite", "Accessibilité : non conforme"),
)


def meta(identity: Identity) -> dict[str, Any]:
    return {
        "title": f"{identity.name} - Site officiel",
        "description": f"Bienvenue sur le site officiel de la commune {identity.of_commune}.",
        "keywords": ["mairie", identity.commune_name, identity.department, "services municipaux"],
    }


def contact(identity: Identity) -> dict[str, Any]:
    """What the operators know of the mairie; nothing is made up, and unknown hours are closed days."""
    return {
        "address": identity.address,
        "phone": identity.phone,
        "email": identity.email,
        "opening_hours": hours.closed_week(),
        "exceptional_closings": [],
    }


def social_links() -> dict[str, str | None]:
    return dict.fromkeys(NETWORKS)


def sections(identity: Identity) -> list[dict[str, Any]]:
    """The five sections in their first order."""
    contents = {
        "hero": {
            "title": f"Bienvenue à la mairie {identity.of_commune}",
            "subtitle": _subtitle(identity),
            "cta_text": "Découvrir nos services",
            "cta_link": "/#services",
        },
        "services": {
            "title": "Nos services",
            "subtitle": "Vos démarches et les services de la commune",
            "services": [
                {"id": f"srv_{number:03d}", "icon": icon, "title": title, "description": description, "link": link}
                for number, (icon, title, description, link) in enumerate(SERVICES, 1)
            ],
        },
        "events": {"title": "Événements à venir", "display_count": 6, "show_calendar_link": True},
        "news": {"title": "Actualités", "display_count": 4, "categories": []},
        "contact": {"title": "Nous contacter", "show_map": True, "show_form": True, "map_coordinates": None},
    }
    made: list[dict[str, Any]] = [
        {"type": name, "is_visible": True, "content": content} for name, content in contents.items()
    ]
    # The highest number a service has had, so that the id of one that was taken away is never given again.
    made[1]["last_service"] = len(SERVICES)
    return made


def _subtitle(identity: Identity) -> str:
    if not identity.population or identity.population < MANY:
        return "Au service des habitants de la commune"
    population = f"{identity.population:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
    return f"Au service des {population} habitants de la commune"
