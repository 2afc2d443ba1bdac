"""What a mairie publishes and what its citizens answer."""

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Case, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.trigrams import trigram_index

SEARCH_CONFIG = "extensions.french"


class Category(models.Model):
    """A heading of the mairie's own list; `slug` is its name in addresses and in the API."""

    slug = models.CharField(_("identifiant"), max_length=60)
    label = models.CharField(_("libellé"), max_length=60)
    color = models.CharField(_("couleur"), max_length=7)
    position = models.IntegerField(_("ordre"), default=0)

    class Meta:
        verbose_name = _("catégorie")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="publications_category_slug_unique"),
            models.CheckConstraint(
                condition=Q(color__regex=r"^#[0-9A-F]{6}$"), name="publications_category_color_is_hexadecimal"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Publication(models.Model):
    """A post or a communiqué.

    Readers see it by `status` and dates alone, so that nothing depends on a job having run; the counters are kept by
    the services that write likes, comments and views.
    """

    class Type(models.TextChoices):
        POST = "post", _("Publication")
        COMMUNIQUE = "communique", _("Communiqué")

    class Status(models.TextChoices):
        DRAFT = "draft", _("Brouillon")
        SCHEDULED = "scheduled", _("Programmée")
        PUBLISHED = "published", _("Publiée")
        ARCHIVED = "archived", _("Archivée")

    class Priority(models.TextChoices):
        LOW = "low", _("Basse")
        NORMAL = "normal", _("Normale")
        HIGH = "high", _("Haute")
        URGENT = "urgent", _("Urgente")

    type = models.CharField(_("type"), max_length=12, choices=Type)
    title = models.CharField(_("titre"), max_length=200)
    content = models.TextField(_("contenu"))
    excerpt = models.TextField(_("extrait"))
    cover = models.ForeignKey(
        "media.Media",
        models.RESTRICT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("image de couverture"),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False, verbose_name=_("auteur")
    )
    category = models.ForeignKey(
        Category, models.RESTRICT, null=True, related_name="+", db_index=False, verbose_name=_("catégorie")
    )
    tags = models.JSONField(_("étiquettes"), default=list)
    status = models.CharField(_("état"), max_length=10, choices=Status)
    priority = models.CharField(_("priorité"), max_length=6, choices=Priority, default=Priority.NORMAL)
    is_pinned = models.BooleanField(_("épinglée"), default=False)
    allow_comments = models.BooleanField(_("commentaires ouverts"), default=True)
    likes_count = models.IntegerField(_("mentions « j'aime »"), default=0)
    comments_count = models.IntegerField(_("commentaires"), default=0)
    views_count = models.BigIntegerField(_("vues"), default=0)
    created_at = models.DateTimeField(_("créée le"), default=timezone.now)
    updated_at = models.DateTimeField(_("modifiée le"), default=timezone.now)
    published_at = models.DateTimeField(_("publiée le"), null=True)
    scheduled_at = models.DateTimeField(_("programmée pour"), null=True)
    expires_at = models.DateTimeField(_("expire le"), null=True)
    announced_at = models.DateTimeField(_("annoncée le"), null=True)
    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config=SEARCH_CONFIG)
        + SearchVector("tags", weight="B", config=SEARCH_CONFIG)
        + SearchVector("excerpt", weight="C", config=SEARCH_CONFIG)
        + SearchVector("content", weight="D", config=SEARCH_CONFIG),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("publication")
        default_permissions = ()
        indexes = [
            # The order of lists; what decides who sees a row is included, so that counting reads the index alone.
            models.Index(
                fields=["-is_pinned", "-created_at", "-id"],
                include=["status", "scheduled_at", "expires_at"],
                name="publications_list_idx",
            ),
            GinIndex(fields=["search"], name="publications_search_idx"),
            trigram_index("title", name="publications_title_idx"),
            # The moment each went or goes on line.
            models.Index(
                Case(When(status="scheduled", then="scheduled_at"), default="published_at"),
                name="publications_on_line_idx",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(type__in=["post", "communique"]), name="publications_publication_type_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "scheduled", "published", "archived"]),
                name="publications_publication_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(priority__in=["low", "normal", "high", "urgent"]),
                name="publications_publication_priority_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(status="scheduled") | Q(scheduled_at__isnull=False),
                name="publications_publication_scheduled_has_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False),
                name="publications_publication_published_has_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(likes_count__gte=0) & Q(comments_count__gte=0) & Q(views_count__gte=0),
                name="publications_publication_counts_are_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def on_line_at(self) -> datetime | None:
        """The moment it went or goes on line; None of a draft."""
        return self.scheduled_at if self.status == self.Status.SCHEDULED else self.published_at

    def status_at(self, moment: datetime) -> str:
        """The status readers are told: a scheduled publication is published once its moment has come."""
        if self.status == self.Status.SCHEDULED and self.scheduled_at and self.scheduled_at <= moment:
            return self.Status.PUBLISHED
        return self.status

    def is_expired_at(self, moment: datetime) -> bool:
        return self.expires_at is not None and self.expires_at <= moment

    def is_public_at(self, moment: datetime) -> bool:
        """Whether citizens see it."""
        return self.status_at(moment) == self.Status.PUBLISHED and not self.is_expired_at(moment)


class Image(models.Model):
    """One picture of a publication's gallery, in order."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="images", db_index=False)
    media = models.ForeignKey("media.Media", models.RESTRICT, related_name="+", db_index=False)
    position = models.IntegerField(_("ordre"))

    class Meta:
        verbose_name = _("image")
        default_permissions = ()
        indexes = [models.Index(fields=["publication", "position"], name="publications_image_idx")]

    def __str__(self) -> str:
        return f"{self.publication_id}/{self.position}"


class Like(models.Model):
    """That a person likes a publication: a row or none."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="+", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("mention « j'aime »")
        default_permissions = ()
        indexes = [models.Index(fields=["created_at"], name="publications_like_date_idx")]
        constraints = [models.UniqueConstraint(fields=["publication", "user"], name="publications_like_once")]

    def __str__(self) -> str:
        return f"{self.publication_id}/{self.user_id}"


class Comment(models.Model):
    """A comment or, with a parent, a reply to one; a deleted one that has replies stays, without its text.

    `submission` is the form it came by, which an author sends once.
    """

    class Status(models.TextChoices):
        VISIBLE = "visible", _("Visible")
        HIDDEN = "hidden", _("Masqué")
        DELETED = "deleted", _("Supprimé")

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="+", db_index=False)
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="replies", db_index=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    content = models.TextField(_("texte"))
    status = models.CharField(_("état"), max_length=7, choices=Status, default=Status.VISIBLE)
    reports_count = models.IntegerField(_("signalements"), default=0)
    submission = models.UUIDField(_("envoi"), null=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("commentaire")
        default_permissions = ()
        indexes = [
            models.Index(fields=["publication", "parent", "id"], name="publications_thread_idx"),
            models.Index(fields=["created_at"], include=["status"], name="publications_comment_date_idx"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["visible", "hidden", "deleted"]), name="publications_comment_status_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.content[:50]


class CommentReport(models.Model):
    """A citizen's warning about a comment, once each."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="reports", db_index=False)
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    reason = models.CharField(_("motif"), max_length=500)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("signalement")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["comment", "reporter"], name="publications_report_once")]

    def __str__(self) -> str:
        return self.reason


class BlockedCommenter(models.Model):
    """A person who may no longer comment, with who decided it and why."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    blocked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    reason = models.CharField(_("motif"), max_length=500)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("personne privée de commentaires")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user"], name="publications_blocked_once")]

    def __str__(self) -> str:
        return f"{self.user_id}"
