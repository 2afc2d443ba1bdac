"""What the demo's three mairies have in their calendars: series, invitations with answers, private and public dates."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from config.demo.accounts import People
from tenant_apps.events.services.attendance import respond
from tenant_apps.events.services.events import create_event
from tenant_apps.events.services.fields import EventFields, Location


@dataclass(frozen=True)
class Date:
    """One event; `weeks` counts from this week's Monday, `day` is the weekday (0: Monday), `hour` the mairie's own.

    An `hour` of None is a whole day. `answers` maps who is invited to what they answer, None for no answer yet.
    """

    title: str
    description: str
    category: str
    place: Location
    weeks: int
    day: int
    hour: float | None
    hours: float = 1.0
    color: str = "blue"
    is_public: bool = True
    priority: str = "medium"
    notes: str = ""
    pattern: str | None = None
    answers: dict[str, str | None] = field(default_factory=dict)
    reminders: tuple[int, ...] = ()


def place(name: str, address: str) -> Location:
    return {"name": name, "address": address}


TOWN_HALL_GOMETZ = place("Mairie", "Place de la Mairie, 91400 Gometz-la-Ville")
HALL_GOMETZ = place("Foyer rural", "Rue de l'École, 91400 Gometz-la-Ville")
GOMETZ = (
    Date(
        "Conseil municipal",
        "Séance publique. L'ordre du jour est affiché en mairie une semaine avant.",
        "conseil", TOWN_HALL_GOMETZ, 1, 3, 20.5, 2.5, color="red", priority="high",
        notes="Vérifier le quorum ; pouvoirs de deux conseillers attendus.", pattern="monthly",
        answers={"mayor": "confirmed", "admin": "confirmed", "moderator": None}, reminders=(60, 1440),
    ),
    Date(
        "Permanence du maire",
        "Sans rendez-vous, le samedi matin.",
        "permanence", TOWN_HALL_GOMETZ, 0, 5, 9.5, 2.5, color="green", pattern="weekly",
        answers={"mayor": "confirmed"},
    ),
    Date(
        "Marché des producteurs",
        "Fromage de chèvre, miel et légumes de la vallée, sous la halle.",
        "manifestation", place("Halle", "Place du Village, 91400 Gometz-la-Ville"), 1, 6, 9, 4, color="orange",
        pattern="monthly",
    ),
    Date(
        "Randonnée du hameau au moulin",
        "Huit kilomètres à travers champs, départ devant l'église. Prévoir de bonnes chaussures.",
        "sport", place("Parvis de l'église", "91400 Gometz-la-Ville"), 2, 6, 9, 3, color="emerald",
    ),
    Date(
        "Rendez-vous avec l'entreprise du ponceau",
        "Réception des travaux du sentier.",
        "rendez_vous", TOWN_HALL_GOMETZ, 0, 3, 14, 1, color="gray", is_public=False,
        notes="Demander l'attestation d'assurance avant de signer.",
        answers={"mayor": "confirmed", "admin": "tentative"}, reminders=(30,),
    ),
    Date(
        "Repas des aînés",
        "Offert par la commune aux habitants de plus de 70 ans, inscription en mairie.",
        "ceremonie", HALL_GOMETZ, 3, 5, 12, 5, color="purple", answers={"mayor": "confirmed", "citizen": None},
    ),
    Date("Fermeture de la mairie", "Réouverture le lendemain aux heures habituelles.", "autre", TOWN_HALL_GOMETZ, 4, 0,
         None, color="slate"),
)  # fmt: skip

TOWN_HALL_ETANG = place("Hôtel de ville", "Avenue Raymond-Barre, 97427 L'Étang-Salé")
ETANG = (
    Date(
        "Conseil municipal",
        "Séance ouverte au public et retransmise sur le site de la commune.",
        "conseil", TOWN_HALL_ETANG, 2, 1, 17, 3, color="red", priority="high",
        notes="Délibération sur le front de mer en tête de l'ordre du jour.", pattern="monthly",
        answers={"mayor": "confirmed", "admin": None}, reminders=(60, 1440),
    ),
    Date(
        "Marché forain du littoral",
        "Letchis, vanille et artisanat péi sur le front de mer.",
        "manifestation", place("Front de mer", "Étang-Salé-les-Bains"), 0, 6, 7, 5, color="amber", pattern="weekly",
    ),
    Date(
        "Exercice d'alerte cyclonique",
        "Essai des sirènes et des centres d'hébergement. Aucune démarche n'est demandée aux habitants.",
        "autre", place("Toute la commune", ""), 1, 2, 10, 1.5, color="yellow", priority="urgent",
        answers={"mayor": "confirmed", "admin": "confirmed", "moderator": "confirmed"}, reminders=(30, 1440),
    ),
    Date(
        "Soirée maloya sous les filaos",
        "Trois groupes de l'île, entrée libre. Repli au gymnase en cas de pluie.",
        "culture", place("Forêt de l'Étang-Salé", "Route forestière, 97427 L'Étang-Salé"), 2, 5, 18.5, 4, color="pink",
    ),
    Date(
        "Fête de l'abolition de l'esclavage",
        "Défilé, kabar et recueillement devant la stèle.",
        "ceremonie", place("Place de la Liberté", "97427 L'Étang-Salé"), 4, 6, None, color="red", priority="high",
        answers={"mayor": "confirmed", "citizen": "confirmed"},
    ),
    Date(
        "Point sécurité des plages",
        "Avec les sauveteurs et la brigade nautique.",
        "reunion", TOWN_HALL_ETANG, 0, 4, 9, 1.5, color="cyan", is_public=False,
        notes="Budget des drapeaux et de la tour de guet à trancher.", pattern="weekly",
        answers={"mayor": "confirmed", "admin": "declined", "moderator": "tentative"},
    ),
)  # fmt: skip

TOWN_HALL_ROCHELLE = place("Hôtel de ville", "Place de l'Hôtel-de-Ville, 17000 La Rochelle")
LA_ROCHELLE = (
    Date(
        "Conseil municipal",
        "Séance publique, salle des fêtes de l'hôtel de ville, diffusée en direct.",
        "conseil", TOWN_HALL_ROCHELLE, 1, 0, 18, 4, color="red", priority="high",
        notes="Débat d'orientation budgétaire : les annexes partent cinq jours avant.", pattern="monthly",
        answers={"mayor": "confirmed", "admin": "confirmed", "moderator": "confirmed"}, reminders=(60, 1440),
    ),
    Date(
        "Réunion de cabinet",
        "Point hebdomadaire de l'agenda et des dossiers.",
        "reunion", TOWN_HALL_ROCHELLE, 0, 0, 9, 1.5, color="blue", is_public=False,
        notes="Chacun apporte deux sujets, pas plus.", pattern="weekly",
        answers={"mayor": "confirmed", "admin": "confirmed", "moderator": "tentative"}, reminders=(30,),
    ),
    Date(
        "Visite du chantier du pont de Tasdon",
        "Avec les riverains inscrits, casque fourni sur place.",
        "rendez_vous", place("Pont de Tasdon", "Avenue de Tasdon, 17000 La Rochelle"), 1, 3, 10, 1.5, color="orange",
        answers={"mayor": "confirmed", "citizen": None}, reminders=(60,),
    ),
    Date(
        "Salon du livre du Vieux-Port",
        "Cinquante autrices et auteurs, lectures dans la tour de la Chaîne.",
        "culture", place("Espace Encan", "Quai Louis-Prunier, 17000 La Rochelle"), 3, 4, 10, 56, color="violet",
    ),
    Date(
        "Course des remparts",
        "Dix kilomètres entre les tours et les parcs ; la circulation est coupée le matin.",
        "sport", place("Cours des Dames", "17000 La Rochelle"), 2, 6, 9.5, 3, color="green",
    ),
    Date(
        "Accueil des nouveaux habitants",
        "Présentation des services et visite du port en bus de mer.",
        "ceremonie", TOWN_HALL_ROCHELLE, 2, 5, 10, 2, color="sky",
        answers={"mayor": "confirmed", "citizen": "confirmed"},
    ),
    Date(
        "Permanence logement",
        "Avec les conseillers de l'agence départementale, sans rendez-vous.",
        "permanence", place("Mairie de proximité de Villeneuve", "Avenue Billaud-Varenne, 17000 La Rochelle"), 0, 2, 14,
        3, color="teal", pattern="weekly",
    ),
)  # fmt: skip

TOWNS = {"91274": GOMETZ, "97404": ETANG, "17300": LA_ROCHELLE}


def fill(people: People) -> None:
    """Schedule the dates of the mairie that has been entered, and let those invited answer."""
    zone = ZoneInfo(people.tenant.timezone)
    today = datetime.now(UTC).astimezone(zone)
    monday = (today - timedelta(days=today.weekday())).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    for date in TOWNS[people.tenant.code]:
        saved = create_event(actor=people.mayor, fields=_fields(date, people, monday, zone))
        for role, answer in date.answers.items():
            if answer and role != "mayor":
                user = getattr(people, role)
                respond(event_id=saved.event.pk, user=user, status=answer, whole_series=date.pattern is not None)


def _fields(date: Date, people: People, monday: datetime, zone: ZoneInfo) -> EventFields:
    start = monday + timedelta(weeks=date.weeks, days=date.day, hours=date.hour or 0)
    end = start + (timedelta(days=1) if date.hour is None else timedelta(hours=date.hours))
    return {
        "title": date.title,
        "description": date.description,
        "category": date.category,
        "priority": date.priority,
        "color": date.color,
        "location": date.place,
        "notes": date.notes,
        "is_public": date.is_public,
        "reminders": list(date.reminders),
        "start_at": start.replace(tzinfo=zone).astimezone(UTC),
        "end_at": end.replace(tzinfo=zone).astimezone(UTC),
        "all_day": date.hour is None,
        "attendee_ids": [getattr(people, role).id for role in date.answers],
        "recurring_pattern": date.pattern,
    }
