"""What citizens and the mairie write to each other."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.trigrams import trigram_index

SEARCH_CONFIG = "extensions.french"


class Conversation(models.Model):
    """An exchange between the mairie and one citizen, or one visitor who has no account.

    Each side has its own view: what it has not read yet, and whether it has put the exchange away. The counters, the
    last message and `updated_at` are kept by the services that write messages; internal notes touch none of them.
    """

    class Category(models.TextChoices):
        SERVICES = "services", _("Services municipaux")
        ETAT_CIVIL = "etat_civil", _("État civil")
        URBANISME = "urbanisme", _("Urbanisme")
        VOIRIE = "voirie", _("Voirie et propreté")
        ENVIRONNEMENT = "environnement", _("Environnement")
        ECOLE = "ecole", _("École et jeunesse")
        ASSOCIATIONS = "associations", _("Vie associative")
        SIGNALEMENT = "signalement", _("Signalement")
        AUTRE = "autre", _("Autre demande")

    class Priority(models.TextChoices):
        LOW = "low", _("Basse")
        NORMAL = "normal", _("Normale")
        HIGH = "high", _("Haute")
        URGENT = "urgent", _("Urgente")

    subject = models.CharField(_("objet"), max_length=200)
    category = models.CharField(_("catégorie"), max_length=20, choices=Category, default=Category.AUTRE)
    priority = models.CharField(_("priorité"), max_length=6, choices=Priority, default=Priority.NORMAL)
    citizen = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("citoyen")
    )
    visitor_name = models.CharField(_("nom du visiteur"), max_length=120, blank=True)
    visitor_email = models.EmailField(_("adresse du visiteur"), max_length=254, blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("suivi par"),
    )
    is_archived = models.BooleanField(_("archivée par la mairie"), default=False)
    is_archived_by_citizen = models.BooleanField(_("archivée par le citoyen"), default=False)
    staff_unread = models.IntegerField(_("non lus par la mairie"), default=0)
    citizen_unread = models.IntegerField(_("non lus par le citoyen"), default=0)
    # A message's number without a key: the two tables would refer to each other.
    last_message_id = models.BigIntegerField(_("dernier message"), null=True)
    created_at = models.DateTimeField(_("commencée le"), default=timezone.now)
    updated_at = models.DateTimeField(_("dernier message le"), default=timezone.now)
    search = models.GeneratedField(
        expression=SearchVector("subject", weight="A", config=SEARCH_CONFIG)
        + SearchVector("visitor_name", weight="B", config=SEARCH_CONFIG),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("conversation")
        default_permissions = ()
        indexes = [
            # The order of lists; what filters them most is included, so that counting reads the index alone.
            models.Index(
                fields=["-updated_at", "-id"], include=["is_archived", "staff_unread"], name="messages_list_idx"
            ),
            models.Index(
                fields=["citizen", "-updated_at", "-id"],
                condition=Q(citizen__isnull=False),
                name="messages_citizen_idx",
            ),
            models.Index(fields=["id"], condition=Q(staff_unread__gt=0, is_archived=False), name="messages_unread_idx"),
            GinIndex(fields=["search"], name="messages_subject_search_idx"),
            trigram_index("subject", name="messages_subject_idx"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(citizen__isnull=True) | Q(visitor_email="", visitor_name=""),
                name="messages_conversation_one_correspondent",
            ),
            models.CheckConstraint(
                condition=Q(priority__in=["low", "normal", "high", "urgent"]),
                name="messages_conversation_priority_is_known",
            ),
            models.CheckConstraint(
                condition=Q(staff_unread__gte=0) & Q(citizen_unread__gte=0),
                name="messages_conversation_counts_are_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def staff_status(self) -> str:
        """The mairie's view: `archived`, `unread` or `read`."""
        if self.is_archived:
            return "archived"
        return "unread" if self.staff_unread else "read"

    @property
    def is_with_visitor(self) -> bool:
        """Whether the mairie answers by mail, for want of an account."""
        return self.citizen_id is None and bool(self.visitor_email)


class Message(models.Model):
    """One message, or an internal note that citizens never learn of; `sender` is empty for a visitor.

    `sender_type` is the role in which it was written, `submission` the form it came by, which a sender sends once.
    """

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages", db_index=False)
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("auteur")
    )
    sender_type = models.CharField(_("qualité de l'auteur"), max_length=10)
    content = models.TextField(_("texte"))
    is_internal = models.BooleanField(_("note interne"), default=False)
    submission = models.UUIDField(_("envoi"), null=True)
    read_at = models.DateTimeField(_("lu le"), null=True)
    created_at = models.DateTimeField(_("écrit le"), default=timezone.now)
    search = models.GeneratedField(
        expression=SearchVector(F("content"), config=SEARCH_CONFIG), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        verbose_name = _("message")
        default_permissions = ()
        indexes = [
            models.Index(fields=["conversation", "id"], name="messages_thread_idx"),
            GinIndex(fields=["search"], name="messages_content_search_idx"),
            models.Index(fields=["created_at"], include=["is_internal"], name="messages_message_date_idx"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sender_type__in=["citizen", "moderator", "admin", "mayor"]),
                name="messages_message_sender_type_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.content[:50]

    @property
    def is_from_mairie(self) -> bool:
        return self.sender_type != "citizen"


class Attachment(models.Model):
    """A file sent with a message, stored under a private name that is served by signed links only."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments", db_index=False)
    name = models.CharField(_("nom d'origine"), max_length=255)
    file = models.CharField(_("fichier"), max_length=200)
    mime_type = models.CharField(_("type"), max_length=100)
    size = models.BigIntegerField(_("taille en octets"))

    class Meta:
        verbose_name = _("pièce jointe")
        default_permissions = ()
        indexes = [models.Index(fields=["message", "id"], name="messages_attachment_idx")]

    def __str__(self) -> str:
        return self.name


class CannedReply(models.Model):
    """A text that the staff use again and again."""

    title = models.CharField(_("titre"), max_length=120)
    content = models.TextField(_("texte"))
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("réponse type")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["title"], name="messages_cannedreply_title_unique")]

    def __str__(self) -> str:
        return self.title
