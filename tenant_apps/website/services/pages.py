"""Write, change and delete pages."""

import re
from typing import Any, TypedDict

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from core import rich_text
from core.api.errors import ValidationFailed
from core.texts import clean_line, shown_line
from tenant_apps.dashboard.services import Actor
from tenant_apps.website import defaults, legal
from tenant_apps.website.errors import LegalPageRequired, PageExists
from tenant_apps.website.models import SLUG_LENGTH, Page
from tenant_apps.website.services.locks import lock_page, lock_site
from tenant_apps.website.services.records import record_page

HEADINGS = frozenset({"h1"})
SLUG = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)*")
# First words of addresses that the platform answers itself.
RESERVED = frozenset({
    "_mail", "actualites", "admin", "agenda", "alertes", "api", "apercu", "compte", "connexion", "contact",
    "deconnexion", "gestion", "healthz", "inscription", "media", "messages", "mon-espace", "mot-de-passe",
    "plan-du-site", "readyz", "recherche", "static", "theme",
})  # fmt: skip
LINES = ("meta_title", "meta_description")
PLAIN_FIELDS = ("is_published", "in_menu", "menu_order")


class PageFields(TypedDict, total=False):
    """What may be written of a page; a key that is not there is left as it is."""

    title: str
    slug: str
    content: str
    is_published: bool
    in_menu: bool
    menu_order: int
    meta_title: str
    meta_description: str


@transaction.atomic
def create_page(*, actor: Actor, fields: PageFields) -> Page:
    """Make a page, a draft and last in the menu unless told otherwise; raises PageExists, ValidationFailed."""
    lock_site()
    last: int = Page.objects.aggregate(last=Max("menu_order"))["last"] or 0
    page = Page(menu_order=last + 1)
    _apply(page, {**fields, "slug": fields.get("slug") or slugify(fields["title"])[:SLUG_LENGTH].strip("-")})
    _save(page)
    record_page(type="page_created", title=_("Page créée"), page=page, actor=actor)
    return page


@transaction.atomic
def update_page(*, page_id: int, actor: Actor, fields: PageFields) -> Page:
    """Change what was sent; a legal page whose text was changed is the mairie's own from then on.

    Raises PageNotFound, PageExists, LegalPageRequired, ValidationFailed.
    """
    page = lock_page(page_id=page_id)
    if page.is_legal:
        _check_legal(page, fields)
    _apply(page, fields)
    _save(page)
    record_page(type="page_updated", title=_("Page modifiée"), page=page, actor=actor)
    return page


@transaction.atomic
def reset_page(*, page_id: int, actor: Actor) -> Page:
    """Have a legal page say again what is officially known; raises PageNotFound, ValidationFailed."""
    page = lock_page(page_id=page_id)
    if not page.is_legal:
        raise ValidationFailed({"reset": [_("Seule une page légale peut être rétablie.")]})
    page.title, page.content, page.is_edited = dict(defaults.LEGAL_PAGES)[page.kind], "", False
    page.meta_title = page.meta_description = ""
    _save(page)
    record_page(type="page_updated", title=_("Page légale rétablie"), page=page, actor=actor)
    return page


@transaction.atomic
def delete_page(*, page_id: int, actor: Actor) -> None:
    """Delete a page of the mairie's own; raises PageNotFound, LegalPageRequired."""
    page = lock_page(page_id=page_id)
    if page.is_legal:
        raise LegalPageRequired
    record_page(type="page_deleted", title=_("Page supprimée"), page=page, actor=actor)
    page.delete()


def _check_legal(page: Page, fields: PageFields) -> None:
    """Its address is known to others and stays; the notice of a site that is on line stays on line."""
    if fields.get("slug", page.slug) != page.slug:
        raise LegalPageRequired
    is_notice = page.kind == Page.Kind.LEGAL_NOTICE
    if is_notice and not fields.get("is_published", True) and lock_site().is_published:
        raise LegalPageRequired


def _apply(page: Page, fields: PageFields) -> None:
    sent: dict[str, Any] = {**fields}
    if "title" in fields:
        page.title = shown_line(fields["title"], field="title")
    for name in LINES:
        if name in sent:
            setattr(page, name, clean_line(sent[name]))
    for name in PLAIN_FIELDS:
        if name in sent:
            setattr(page, name, sent[name])
    if "slug" in fields:
        page.slug = _checked_slug(fields["slug"])
    if "content" in fields:
        _write(page, rich_text.sanitise(fields["content"], headings=HEADINGS))


def _write(page: Page, content: str) -> None:
    """A legal page that is sent back as it was read goes on following what is known."""
    if page.is_legal and not page.is_edited and content == legal.written(kind=page.kind, known=legal.facts()):
        return
    page.content, page.is_edited = content, True


def _checked_slug(slug: str) -> str:
    if not SLUG.fullmatch(slug):
        reason = _("Une adresse s'écrit en minuscules, chiffres et tirets, en parties séparées par « / ».")
        raise ValidationFailed({"slug": [reason]})
    first = slug.split("/")[0]
    if first in RESERVED:
        raise ValidationFailed({"slug": [_("L'adresse « /%(first)s/ » est utilisée par le site.") % {"first": first}]})
    return slug


def _save(page: Page) -> None:
    page.updated_at = timezone.now()
    try:
        with transaction.atomic():
            page.save()
    except IntegrityError as error:
        raise PageExists from error
