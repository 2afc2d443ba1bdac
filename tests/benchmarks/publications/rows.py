"""The rows that both ways read: a mairie with a thousand publications, their pictures, authors and likes."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tenant_apps.accounts.models import User
from tenant_apps.media.models import Media
from tenant_apps.publications.models import Category, Image, Like, Publication
from tests.factories import make_user

PUBLICATIONS = 1_000
SENTENCE = "Nous avons le plaisir de vous annoncer la suite des travaux de la place. "


def fill() -> User:
    """Fill the mairie that has been entered; gives the citizen who reads."""
    reader = make_user(role="citizen")
    authors = [
        make_user(role=role, avatar=f"avatars/{role}-{n}.webp")
        for role in ("mayor", "admin", "moderator")
        for n in range(5)
    ]
    media = Media.objects.bulk_create(_media(number) for number in range(2 * PUBLICATIONS))
    categories = list(Category.objects.all())
    rows = Publication.objects.bulk_create(
        _publication(number, authors[number % len(authors)], categories[number % len(categories)], media[number])
        for number in range(PUBLICATIONS)
    )
    Image.objects.bulk_create(
        Image(publication=row, media=media[(2 * number + position) % len(media)], position=position)
        for number, row in enumerate(rows)
        for position in (1, 2)
    )
    Like.objects.bulk_create(Like(publication=row, user=reader) for row in rows[::3])
    return reader


def _media(number: int) -> Media:
    return Media(
        type="image",
        folder="publications",
        name=f"publications/photo-{number:016x}.jpg",
        original_filename="photo.jpg",
        mime_type="image/jpeg",
        size=200_000,
        width=1600,
        height=1200,
        widths=[480, 800, 1200],
        alt_text="La place après les travaux",
        checksum=f"{number:064x}",
    )


def _publication(number: int, author: User, category: Category, cover: Media) -> Publication:
    moment = timezone.now() - timedelta(hours=number)
    fields: dict[str, Any] = {
        "type": "communique" if number % 3 == 0 else "post",
        "title": f"Travaux de la place, étape {number}",
        "content": f"<p>{SENTENCE * (5 + number % 20)}</p>",
        "excerpt": SENTENCE.strip(),
        "tags": ["travaux", "place"],
        "status": "published",
        "is_pinned": number % 400 == 7,
        "likes_count": number % 50,
        "comments_count": number % 20,
        "views_count": 3 * number,
        "created_at": moment,
        "updated_at": moment,
        "published_at": moment,
    }
    return Publication(author=author, category=category, cover=cover, **fields)
