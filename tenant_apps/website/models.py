"""The mairie's public site: one row of configuration, and its pages."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

SEARCH_CONFIG = "extensions.french"
SITE_ID = 1
SLUG_LENGTH = 120


class Site(models.Model):
    """How the site looks and what it says; each mairie has exactly one row.

    What is always read together is stored together: a page's header, theme, sections and footer come from this row.
    """

    is_published = models.BooleanField(_("en ligne"), default=False)
    published_at = models.DateTimeField(_("publié le"), null=True)
    theme = models.JSONField(_("thème"), default=dict)
    meta = models.JSONField(_("référencement"), default=dict)
    social_links = models.JSONField(_("réseaux sociaux"), default=dict)
    contact = models.JSONField(_("contact"), default=dict)
    sections = models.JSONField(_("sections"), default=list)
    logo = models.ForeignKey("media.Media", models.RESTRICT, null=True, related_name="+", db_index=False)
    favicon = models.ForeignKey("media.Media", models.RESTRICT, null=True, related_name="+", db_index=False)
    hero_image = models.ForeignKey("media.Media", models.RESTRICT, null=True, related_name="+", db_index=False)
    created_at = models.DateTimeField(_("créé le"), default=timezone.now)
    updated_at = models.DateTimeField(_("modifié le"), default=timezone.now)

    class Meta:
        verbose_name = _("site")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(id=SITE_ID), name="website_site_is_one_row"),
            models.CheckConstraint(
                condition=Q(is_published=False) | Q(published_at__isnull=False),
                name="website_site_published_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return str(self.meta.get("title", ""))


class Page(models.Model):
    """A page of the site: the mairie's own, or a legal one that is written from its official data until edited."""

    class Kind(models.TextChoices):
        CUSTOM = "custom", _("Page personnalisée")
        LEGAL_NOTICE = "mentions-legales", _("Mentions légales")
        PERSONAL_DATA = "donnees-personnelles", _("Données personnelles")
        ACCESSIBILITY = "accessibilite", _("Accessibilité")

    kind = models.CharField(_("nature"), max_length=24, choices=Kind, default=Kind.CUSTOM)
    title = models.CharField(_("titre"), max_length=200)
    slug = models.CharField(_("adresse"), max_length=SLUG_LENGTH)
    content = models.TextField(_("contenu"), blank=True)
    is_edited = models.BooleanField(_("rédigée par la mairie"), default=True)
    is_published = models.BooleanField(_("en ligne"), default=False)
    in_menu = models.BooleanField(_("au menu"), default=False)
    menu_order = models.IntegerField(_("ordre au menu"), default=0)
    meta_title = models.CharField(_("titre pour les moteurs"), max_length=200, blank=True)
    meta_description = models.CharField(_("description pour les moteurs"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("créée le"), default=timezone.now)
    updated_at = models.DateTimeField(_("modifiée le"), default=timezone.now)
    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config=SEARCH_CONFIG)
        + SearchVector("meta_description", weight="C", config=SEARCH_CONFIG)
        + SearchVector("content", weight="D", config=SEARCH_CONFIG),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("page")
        default_permissions = ()
        indexes = [GinIndex(fields=["search"], name="website_page_search_idx")]
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="website_page_slug_unique"),
            models.UniqueConstraint(fields=["kind"], condition=~Q(kind="custom"), name="website_page_legal_kind_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["custom", "mentions-legales", "donnees-personnelles", "accessibilite"]),
                name="website_page_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(slug__regex=r"^[a-z0-9-]+(/[a-z0-9-]+)*$"), name="website_page_slug_format"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_legal(self) -> bool:
        return self.kind != self.Kind.CUSTOM
