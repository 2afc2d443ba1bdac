"""What the demo's three mairies have published: texts of their own, pictures drawn on the spot, and some answers."""

import math
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from config.demo.accounts import People
from tenant_apps.publications.models import Publication
from tenant_apps.publications.services.comments import add_comment
from tenant_apps.publications.services.likes import toggle_like
from tenant_apps.publications.services.pictures import Picture, PictureChanges
from tenant_apps.publications.services.publications import PublicationFields, create_publication

SIZE = (1200, 630)
Colours = tuple[str, str, str]


@dataclass(frozen=True)
class Piece:
    """One publication; `days` is its age, negative for one that is planned, None for a draft."""

    title: str
    content: str
    category: str
    days: float | None
    tags: tuple[str, ...] = ()
    by: str = "mayor"
    alt: str = ""
    colours: Colours | None = None
    comments: tuple[tuple[str, str], ...] = ()
    fields: PublicationFields = field(default_factory=PublicationFields)
    expires_in: float | None = None


def communique(priority: str, *, allow_comments: bool = True) -> PublicationFields:
    return {"type": "communique", "priority": priority, "allow_comments": allow_comments}


GOMETZ = (
    Piece(
        "Le sentier de la vallée est de nouveau ouvert",
        "<p>Après trois semaines de travaux, le sentier qui relie le village au fond de la vallée est rouvert aux "
        "promeneurs.</p><ul><li>Le ponceau de bois a été remplacé.</li><li>Un banc a été posé à mi-pente.</li>"
        "<li>Les chiens restent bienvenus, tenus en laisse.</li></ul><p>Merci aux bénévoles du dernier samedi : "
        "quarante sacs de branchages ont été évacués en une matinée.</p>",
        "actualites", 2, ("randonnée", "travaux"), alt="Illustration : des collines vertes sous un ciel clair",
        colours=("#CFE8EF", "#5B8C5A", "#2F4B26"),
        comments=(
            ("citizen", "Merci, le banc est parfaitement placé !"),
            ("mayor", "C'était une idée du conseil des jeunes."),
        ),
        fields={"is_pinned": True},
    ),
    Piece(
        "Cantine : les menus changent à la rentrée",
        "Deux repas végétariens par semaine et du pain pris chez le boulanger du village : voici ce que les parents "
        "d'élèves et la commission des écoles ont retenu.\n\nLes tarifs ne bougent pas. "
        "Les inscriptions se font en mairie.",
        "services", 9, ("école", "cantine"), by="admin",
        comments=(("citizen", "Les allergies sont-elles toujours signalées sur la fiche d'inscription ?"),),
    ),
    Piece(
        "Le futur plan local d'urbanisme en réunion publique",
        "<p>Le projet sera présenté salle du foyer rural, jeudi à 20 h. Les cartes y seront affichées dès 18 h 30.</p>"
        "<p>On y parlera surtout de la <strong>lisière agricole</strong> et des deux terrains du centre.</p>",
        "urbanisme", 15, ("PLU", "réunion publique"),
    ),
    Piece(
        "Coupure d'eau mardi matin dans le bas du village",
        "Le syndicat des eaux remplace une vanne : pas d'eau de 8 h à 11 h 30 en contrebas de l'église. "
        "Pensez à remplir quelques bouteilles la veille.",
        "services", 1, ("eau",), by="moderator", fields=communique("high", allow_comments=False), expires_in=3,
    ),
    Piece(
        "Brocante : les places se réservent à partir de lundi",
        "Comptez quatre euros le mètre. Les habitants sont servis les premiers pendant une semaine.",
        "evenements", -4, ("brocante",), by="moderator",
    ),
    Piece(
        "Bulletin du printemps",
        "Sommaire à compléter : voirie, jumelage, portrait de l'apicultrice.",
        "actualites", None,
    ),
)  # fmt: skip

ETANG_SALE = (
    Piece(
        "La plage de sable noir a ses nouvelles douches",
        "<p>Six douches à poussoir et deux rampes d'accès équipent désormais l'arrière-plage. L'eau s'arrête seule au "
        "bout de vingt secondes.</p><p>Les maîtres-nageurs surveillent la baignade de 9 h à 17 h. "
        "<strong>Hors de la zone balisée, la baignade reste interdite.</strong></p>",
        "actualites", 3, ("plage", "accessibilité"), alt="Illustration : la mer et une plage sombre au soleil couchant",
        colours=("#F7C59F", "#2A6F97", "#22223B"), fields={"is_pinned": True},
        comments=(("citizen", "Enfin ! Et les rampes tiennent bien avec une poussette."),),
    ),
    Piece(
        "Saison cyclonique : vérifiez votre réserve",
        "<h2>Ce qu'il faut avoir chez soi</h2><ul><li>trois jours d'eau et de vivres ;</li><li>une radio à piles ;</li>"
        "<li>les papiers de la famille dans une pochette étanche.</li></ul><p>La liste des abris est affichée en "
        "mairie annexe et dans les écoles.</p>",
        "services", 6, ("cyclone", "sécurité"), by="admin", fields=communique("urgent"),
        comments=(
            ("citizen", "L'école du bas reste-t-elle un abri cette année ?"),
            ("admin", "Oui, tout comme le gymnase."),
        ),
    ),
    Piece(
        "Marché forain : quinze producteurs de plus",
        "Letchis, ananas Victoria, miel de baies roses : le marché du dimanche s'agrandit jusqu'à la place. "
        "Le stationnement y est interdit dès 5 h.",
        "actualites", 12, ("marché",), by="moderator",
    ),
    Piece(
        "La médiathèque invite les conteurs",
        "Chaque mercredi du mois, un conteur péi s'installe sous le badamier. Entrée libre, assises au sol.",
        "culture", 20, ("contes", "créole"),
    ),
    Piece(
        "Sentier littoral fermé par forte houle",
        "Des vagues de plus de quatre mètres sont attendues. Le sentier du littoral est fermé jusqu'à nouvel avis ; "
        "n'approchez pas du bord des falaises.",
        "services", 30, ("houle",), by="moderator", fields=communique("high"), expires_in=-27,
    ),
    Piece(
        "Fête de la forêt : le programme complet",
        "Balades botaniques le matin, ateliers de tressage l'après-midi, kabar à la tombée du jour.",
        "evenements", -6, ("forêt", "fête"), by="admin",
    ),
)  # fmt: skip

LA_ROCHELLE = (
    Piece(
        "Vingt-deux kilomètres de pistes cyclables en plus",
        "<p>Le conseil municipal a adopté le second plan vélo. Les travaux commencent par la liaison entre la gare et "
        "le port de plaisance.</p><ol><li>Avant l'été : la gare et les quais.</li>"
        "<li>À l'automne : les quartiers nord.</li><li>L'an prochain : les communes voisines.</li></ol>",
        "urbanisme", 1, ("vélo", "mobilité"), alt="Illustration : le soleil sur la mer et une dune",
        colours=("#BDE0FE", "#457B9D", "#E9C46A"), fields={"is_pinned": True},
        comments=(
            ("citizen", "Le carrefour devant la gare sera-t-il enfin protégé ?"),
            ("mayor", "Oui, par un îlot de chaque côté ; le plan est consultable en mairie."),
        ),
    ),
    Piece(
        "Le marché central fait peau neuve sans fermer",
        "Les halles restent ouvertes chaque matin pendant le chantier. Les étals de poisson passent sous l'auvent "
        "nord, les fleuristes rue voisine.",
        "actualites", 5, ("halles", "commerce"), by="admin",
    ),
    Piece(
        "Vigilance submersion pour la marée de ce soir",
        "Coefficient élevé et vent d'ouest : les quais bas seront interdits à la circulation de 17 h à 21 h. "
        "Les batardeaux sont à retirer aux services techniques.",
        "services", 0.2, ("submersion", "sécurité"), by="moderator", fields=communique("urgent", allow_comments=False),
        expires_in=2,
    ),
    Piece(
        "Nuits des musées : huit lieux, une seule entrée",
        "<p>Du muséum au musée maritime, les collections s'ouvrent jusqu'à minuit. Une navette électrique relie les "
        "lieux toutes les vingt minutes.</p><blockquote>« La nuit, les navires racontent autre chose. »</blockquote>",
        "culture", 8, ("musées", "gratuit"), comments=(("citizen", "La navette passe-t-elle aussi par les Minimes ?"),),
    ),
    Piece(
        "Composteurs de quartier : demandez le vôtre",
        "Douze nouveaux emplacements sont à prendre. Il suffit de trois foyers volontaires et d'un référent, formé en "
        "une demi-journée par la ville.",
        "services", 14, ("déchets", "jardin"), by="moderator",
    ),
    Piece(
        "Inscriptions des associations au forum de septembre",
        "Le formulaire sera en ligne ici même. Cent quatre-vingts stands sont prévus sur le mail.",
        "evenements", -10, ("associations",), by="admin",
    ),
    Piece(
        "Rapport d'activité : trame",
        "Chiffres à relire avec la direction des finances.",
        "actualites", None, by="admin",
    ),
)  # fmt: skip

TOWNS = {"91274": GOMETZ, "97404": ETANG_SALE, "17300": LA_ROCHELLE}


def fill(people: People) -> None:
    """Publish everything in the mairie that has been entered, as its own people."""
    for number, piece in enumerate(TOWNS[people.tenant.code]):
        _publish(piece, number, people)


def _publish(piece: Piece, number: int, people: People) -> None:
    now = timezone.now()
    planned = now - timedelta(days=piece.days) if piece.days is not None and piece.days < 0 else None
    status = "draft" if piece.days is None else "scheduled" if planned else "published"
    publication = create_publication(
        actor=getattr(people, piece.by),
        fields=_fields(piece, status, planned),
        changes=_cover(piece, number),
    )
    _answer(publication, piece, people)
    if status == "published":
        _age(publication, piece)


def _fields(piece: Piece, status: str, planned: datetime | None) -> PublicationFields:
    fields: PublicationFields = {
        "type": "post",
        "title": piece.title,
        "content": piece.content,
        "category": piece.category,
        "tags": list(piece.tags),
        "status": status,
        "scheduled_at": planned,
    }
    return {**fields, **piece.fields}


def _cover(piece: Piece, number: int) -> PictureChanges:
    if piece.colours is None:
        return PictureChanges()
    file = SimpleUploadedFile(f"illustration-{number + 1}.jpg", drawing(piece.colours), content_type="image/jpeg")
    return PictureChanges(changes_cover=True, cover=Picture("cover_image", file, piece.alt))


def _answer(publication: Publication, piece: Piece, people: People) -> None:
    thread = None
    for role, text in piece.comments if publication.status == "published" and publication.allow_comments else ():
        author = getattr(people, role)
        comment = add_comment(publication_id=publication.pk, author=author, content=text, parent_id=thread)
        thread = thread or comment.pk
    if piece.comments:
        toggle_like(publication_id=publication.pk, user=people.citizen)


def _age(publication: Publication, piece: Piece) -> None:
    """Date it back; it counts as announced, so that nobody is told of old news."""
    then = timezone.now() - timedelta(days=piece.days or 0)
    expires_at = timezone.now() + timedelta(days=piece.expires_in) if piece.expires_in else None
    Publication.objects.filter(pk=publication.pk).update(
        created_at=then, updated_at=then, published_at=then, announced_at=then, expires_at=expires_at
    )


def drawing(colours: Colours) -> bytes:
    """A plain landscape as JPEG: a sky, a sun and two lines of hills or waves."""
    sky, middle, ground = colours
    width, height = SIZE
    picture = Image.new("RGB", SIZE, sky)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((width * 0.7, height * 0.12, width * 0.7 + 140, height * 0.12 + 140), fill="#FFF3C4")
    for colour, level, swing, phase in ((middle, 0.55, 60, 0.0), (ground, 0.75, 35, 2.0)):
        line = [(x, height * level + swing * math.sin(x / 170 + phase)) for x in range(0, width + 10, 10)]
        draw.polygon([*line, (width, height), (0, height)], fill=colour)
    content = BytesIO()
    picture.save(content, "JPEG", quality=85)
    return content.getvalue()
