"""The demo's pages: their texts are HTML files beside this one, which may say `{name}` and `{of_name}`."""

from dataclasses import dataclass
from pathlib import Path

TEXTS = Path(__file__).parent / "pages"


@dataclass(frozen=True)
class Text:
    """One page; `summary` is what search engines are told of it."""

    title: str
    slug: str
    summary: str
    content: str = ""
    in_menu: bool = False


SERVICES = (
    Text("État civil", "services/etat-civil", "Demander un acte, déclarer une naissance, se marier ou se pacser."),
    Text("Urbanisme", "services/urbanisme", "Construire, agrandir ou rénover : quelle autorisation, quel délai."),
    Text("École et périscolaire", "services/ecole", "Inscrire un enfant à l'école, à la cantine et à la garderie."),
    Text("Déchets et tri", "services/dechets", "Jours de collecte, tri et encombrants."),
    Text(
        "Conseil municipal",
        "vie-municipale/conseil",
        "Les séances, leurs ordres du jour, les délibérations.",
        in_menu=True,
    ),
)
OWN = {
    "rural": (
        Text("Découvrir le village", "decouvrir", "Le village, ses chemins et son patrimoine.", in_menu=True),
        Text("Salle des fêtes", "salle-des-fetes", "Réserver la salle : tarifs et conditions."),
    ),
    "island": (
        Text("Plages", "plages", "Se baigner en sécurité : surveillance et drapeaux."),
        Text("En cas de cyclone", "cyclone", "Ce qu'il faut faire avant, pendant et après.", in_menu=True),
    ),
    "port": (
        Text("Se déplacer", "se-deplacer", "Bus, vélos et stationnement en ville.", in_menu=True),
        Text("Mairies de quartier", "vie-municipale/quartiers", "Les guichets de proximité."),
    ),
}


def pages_of(name: str, of_name: str, kind: str) -> tuple[Text, ...]:
    """The pages of a commune `name` (`of_name`: the same behind « de »), of a kind of OWN."""
    return tuple(_written(page, name, of_name) for page in (*OWN[kind], *SERVICES))


def _written(page: Text, name: str, of_name: str) -> Text:
    text = (TEXTS / f"{page.slug.rpartition('/')[2]}.html").read_text(encoding="utf-8").strip()
    content = text.replace("{name}", name).replace("{of_name}", of_name)
    return Text(page.title, page.slug, page.summary, content, page.in_menu)
