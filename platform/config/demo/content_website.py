"""The public sites of the demo's three mairies: each with a look, hours, services and pages of its own, on line.

Telephone numbers are of the ranges that France keeps for fiction, addresses of mail of the domain kept for examples.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from config.demo.accounts import People
from config.demo.content_publications import Colours, drawing
from config.demo.pages_website import Text, pages_of
from config.demo.towns import MAIL_DOMAIN
from tenant_apps.website.services.configuration import update_configuration
from tenant_apps.website.services.images import ImageChange
from tenant_apps.website.services.pages import create_page
from tenant_apps.website.services.publishing import publish
from tenant_apps.website.services.sections import SectionChanges, update_section

EMBLEM = 256
Slots = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Look:
    """How one mairie presents itself; `week` gives the slots of each day from Monday on."""

    theme: dict[str, str]
    landscape: Colours
    subtitle: str
    address: str
    phone: str
    place: tuple[float, float]
    week: tuple[Slots, ...]
    services: tuple[tuple[str, str, str, str], ...]
    networks: dict[str, str]
    pages: tuple[Text, ...]


DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CLOSED: Slots = ()
MORNING: Slots = (("08:30", "12:00"),)
BOTH: Slots = (("08:30", "12:00"), ("13:30", "17:30"))
LATE: Slots = (("08:30", "12:00"), ("13:30", "19:00"))
ALL_DAY: Slots = (("08:30", "17:30"),)
ISLAND: Slots = (("08:00", "12:00"), ("13:00", "16:00"))

CIVIL = ("FileText", "État civil", "Naissances, mariages, décès : actes et livret de famille.", "/services/etat-civil/")
PLANNING = ("Hammer", "Urbanisme", "Permis, déclarations préalables et plan local d'urbanisme.", "/services/urbanisme/")
SCHOOL = ("School", "École et périscolaire", "Inscriptions, cantine, garderie et transports.", "/services/ecole/")
WASTE = ("Recycle", "Déchets et tri", "Jours de collecte, déchèterie et encombrants.", "/services/dechets/")
COUNCIL = ("Landmark", "Conseil municipal", "Les élus, les séances et les délibérations.", "/vie-municipale/conseil/")
BEACHES = ("Waves", "Plages", "Baignade, drapeaux et surveillance.", "/plages/")
MOVING = ("Bus", "Se déplacer", "Bus, vélos et stationnement.", "/se-deplacer/")
AGENDA = ("CalendarDays", "Agenda", "Fêtes, réunions et rendez-vous.", "/agenda/")
WRITE = ("MessageSquare", "Écrire à la mairie", "Une question, un signalement, une idée.", "/contact/")

LOOKS = {
    "91274": Look(
        theme={
            "primary_color": "#2C6139",
            "secondary_color": "#7C8F4E",
            "accent_color": "#D08A2E",
            "background_color": "#FAF9F3",
            "text_color": "#232B20",
            "font_family": "Humaniste",
        },
        landscape=("#CFE8EF", "#6E9C63", "#2F4B26"),
        subtitle="Un village du Hurepoix, entre bois, champs et vallée",
        address="Place de la Mairie, 91400 Gometz-la-Ville",
        phone="01 99 00 91 27",
        place=(48.6722, 2.1272),
        week=(MORNING, BOTH, MORNING, LATE, BOTH, (("09:00", "12:00"),), CLOSED),
        services=(CIVIL, PLANNING, SCHOOL, WASTE, COUNCIL, WRITE),
        networks={},
        pages=pages_of("Gometz-la-Ville", "de Gometz-la-Ville", "rural"),
    ),
    "97404": Look(
        theme={
            "primary_color": "#0B6A70",
            "secondary_color": "#F2A65A",
            "accent_color": "#E4572E",
            "background_color": "#FFFFFF",
            "text_color": "#1F2A2E",
            "font_family": "Arrondie",
        },
        landscape=("#BFE9F2", "#2A8C93", "#22262B"),
        subtitle="Entre forêt, sable noir et lagon",
        address="Place de l'Hôtel de ville, 97427 L'Étang-Salé",
        phone="06 39 98 97 40",
        place=(-21.2650, 55.3700),
        week=(ISLAND, ISLAND, (("08:00", "12:00"),), ISLAND, (("08:00", "15:00"),), CLOSED, CLOSED),
        services=(CIVIL, PLANNING, SCHOOL, WASTE, BEACHES, AGENDA),
        networks={"facebook": "https://www.facebook.com/example"},
        pages=pages_of("L'Étang-Salé", "de L'Étang-Salé", "island"),
    ),
    "17300": Look(
        theme={
            "primary_color": "#163A63",
            "secondary_color": "#4C7EA8",
            "accent_color": "#C98A2B",
            "background_color": "#FBF8F1",
            "text_color": "#1A2530",
            "font_family": "Classique",
        },
        landscape=("#E9D9B6", "#4C7EA8", "#163A63"),
        subtitle="Une ville, un port, trois tours et le large",
        address="Place de l'Hôtel-de-Ville, 17000 La Rochelle",
        phone="05 36 49 17 30",
        place=(46.1603, -1.1511),
        week=(ALL_DAY, ALL_DAY, ALL_DAY, (("10:00", "17:30"),), ALL_DAY, (("09:00", "12:00"),), CLOSED),
        services=(CIVIL, PLANNING, SCHOOL, WASTE, COUNCIL, AGENDA, MOVING, WRITE),
        networks={"facebook": "https://www.facebook.com/example", "instagram": "https://www.instagram.com/example"},
        pages=pages_of("La Rochelle", "de La Rochelle", "port"),
    ),
}


def fill(people: People) -> None:
    """Write the mairie's site and put it on line."""
    look = LOOKS[people.tenant.code]
    _configure(people, look)
    _write_sections(people, look)
    for order, page in enumerate(look.pages, 1):
        create_page(
            actor=people.admin,
            fields={
                "title": page.title,
                "slug": page.slug,
                "content": page.content,
                "is_published": True,
                "in_menu": page.in_menu,
                "menu_order": order,
                "meta_description": page.summary,
            },
        )
    publish(actor=people.mayor)


def _configure(people: People, look: Look) -> None:
    hours = {
        day: {"slots": [{"open": opens, "close": closes} for opens, closes in slots]}
        for day, slots in zip(DAYS, look.week, strict=True)
    }
    contact: dict[str, Any] = {
        "address": look.address,
        "phone": look.phone,
        "email": f"mairie@{people.tenant.slug}.{MAIL_DOMAIN}",
        "opening_hours": hours,
    }
    emblem = SimpleUploadedFile("embleme.png", _emblem(look), content_type="image/png")
    update_configuration(
        actor=people.mayor,
        fields={"theme": look.theme, "contact": contact, "social_links": dict(look.networks)},
        images=[ImageChange("logo", "logo", emblem), ImageChange("favicon", "favicon", emblem)],
    )


def _write_sections(people: People, look: Look) -> None:
    landscape = SimpleUploadedFile("paysage.jpg", _banner(look), content_type="image/jpeg")
    lat, lng = look.place
    services = [
        {"icon": icon, "title": title, "description": description, "link": link}
        for icon, title, description, link in look.services
    ]
    changes = {
        "section_hero": SectionChanges(
            content={"subtitle": look.subtitle}, images=[ImageChange("hero_image", "background_image", landscape)]
        ),
        "section_services": SectionChanges(content={"services": services}),
        "section_contact": SectionChanges(content={"map_coordinates": {"lat": lat, "lng": lng}}),
    }
    for section_id, change in changes.items():
        update_section(section_id=section_id, actor=people.admin, changes=change)


def _banner(look: Look) -> bytes:
    """The part of the landscape that has its sun in the middle: the banner shows it upright."""
    content = BytesIO()
    with Image.open(BytesIO(drawing(look.landscape))) as landscape:
        landscape.crop((560, 0, 1200, 630)).save(content, "JPEG", quality=88)
    return content.getvalue()


def _emblem(look: Look) -> bytes:
    """A round emblem in the mairie's colours: a hill or a wave under a sun."""
    picture = Image.new("RGBA", (EMBLEM, EMBLEM))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((0, 0, EMBLEM - 1, EMBLEM - 1), fill=look.theme["primary_color"])
    draw.ellipse((96, 48, 160, 112), fill=look.theme["accent_color"])
    draw.chord((24, 104, EMBLEM - 24, 232), 0, 180, fill=look.theme["background_color"])
    draw.pieslice((40, 120, 150, 240), 180, 360, fill=look.theme["background_color"])
    draw.pieslice((106, 128, 216, 240), 180, 360, fill=look.theme["background_color"])
    content = BytesIO()
    picture.save(content, "PNG")
    return content.getvalue()
