"""The sections of the home page: what they say, whether they show, and in which order."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.api import ids
from core.api.errors import ValidationFailed
from core.texts import clean_line, shown_line
from tenant_apps.dashboard.services import Actor
from tenant_apps.publications.selectors.categories import categories
from tenant_apps.website.errors import SectionNotFound
from tenant_apps.website.models import Site
from tenant_apps.website.services.images import ImageChange, prepared_images, set_images
from tenant_apps.website.services.locks import lock_site
from tenant_apps.website.services.records import record_site

PREFIX = "section_"
SERVICE_PREFIX = "srv"
Stored = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SectionChanges:
    """What was sent of a section: None, and what `content` does not name, is left as it is."""

    is_visible: bool | None = None
    order: int | None = None
    content: dict[str, Any] = field(default_factory=dict)
    images: Sequence[ImageChange] = ()


def update_section(*, section_id: str, actor: Actor, changes: SectionChanges) -> None:
    """Change what was sent; `order` moves the section to that place and the others make room.

    Raises SectionNotFound, ValidationFailed, FileTooLarge, QuotaExceeded.
    """
    _update(section_id, actor, replace(changes, images=prepared_images(changes.images)))


@transaction.atomic
def reorder_sections(*, order: Sequence[str], actor: Actor) -> None:
    """Put the sections in an order that names each of them once; raises ValidationFailed."""
    site = lock_site()
    by_id = {_id(section): section for section in site.sections}
    if sorted(order) != sorted(by_id):
        known = ", ".join(by_id)
        raise ValidationFailed({"order": [_("Nommez chaque section une fois : %(ids)s.") % {"ids": known}]})
    site.sections = [by_id[section_id] for section_id in order]
    _save(site)
    record_site(type="sections_reordered", title=_("Sections de l'accueil réordonnées"), actor=actor)


@transaction.atomic
def _update(section_id: str, actor: Actor, changes: SectionChanges) -> None:
    site = lock_site()
    section = _section(site, section_id)
    section["content"] |= _checked(section, changes.content)
    if changes.is_visible is not None:
        section["is_visible"] = changes.is_visible
    if changes.order is not None:
        _move(site, section, changes.order)
    set_images(site=site, changes=changes.images, actor=actor)
    _save(site)
    title = section["content"].get("title", "")
    record_site(
        type="section_updated",
        title=_("Section de l'accueil modifiée"),
        actor=actor,
        description=title,
        target=section_id,
    )


def _section(site: Site, section_id: str) -> Stored:
    for section in site.sections:
        if _id(section) == section_id:
            found: Stored = section
            return found
    raise SectionNotFound


def _id(section: Stored) -> str:
    return f"{PREFIX}{section['type']}"


def _move(site: Site, section: Stored, order: int) -> None:
    if not 1 <= order <= len(site.sections):
        count = len(site.sections)
        raise ValidationFailed({"order": [_("L'ordre va de 1 à %(count)d.") % {"count": count}]})
    site.sections.remove(section)
    site.sections.insert(order - 1, section)


def _checked(section: Stored, content: dict[str, Any]) -> dict[str, Any]:
    cleaned = {name: clean_line(value) if isinstance(value, str) else value for name, value in content.items()}
    if "categories" in content:
        cleaned["categories"] = _known_categories(content["categories"])
    if "services" in content:
        cleaned["services"] = _numbered(section, content["services"])
    return cleaned


def _known_categories(slugs: Sequence[str]) -> list[str]:
    known = set(categories().values_list("slug", flat=True))
    unknown = [slug for slug in slugs if slug not in known]
    if unknown:
        reason = _("Ces catégories n'existent pas : %(slugs)s.") % {"slugs": ", ".join(unknown)}
        raise ValidationFailed({"content.categories": [reason]})
    return list(dict.fromkeys(slugs))


def _numbered(section: Stored, services: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Services that were sent with their number keep it, new ones get one that none has had."""
    numbers = [service["id"] for service in services if service.get("id")]
    if len(numbers) != len(set(numbers)):
        raise ValidationFailed({"content.services": [_("Deux services portent le même identifiant.")]})
    last = max([section.get("last_service", 0), *numbers])
    numbered = []
    for service in services:
        last += 0 if service.get("id") else 1
        number = service.get("id") or last
        numbered.append(
            {
                "id": ids.encode(SERVICE_PREFIX, number),
                "icon": service["icon"],
                "title": shown_line(service["title"], field="content.services"),
                "description": clean_line(service.get("description") or ""),
                "link": service.get("link"),
            }
        )
    section["last_service"] = last
    return numbered


def _save(site: Site) -> None:
    site.updated_at = timezone.now()
    site.save()
