"""What was asked for of the mairie's data, and the file that holds it until it expires."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.tenancy.storage import MAX_NAME


class Export(models.Model):
    """One file to take away: asked for, then ready or failed, then gone.

    `stem` and `format` make its public name, `key` is the unguessable part of its address, `file` the name its bytes
    are stored under: empty until they are all there, so that no half file is ever served. A mairie has a few rows at a
    time and they are gone after days: no index beyond the key is worth its place in every schema.
    """

    class Kind(models.TextChoices):
        PUBLICATIONS = "publications", _("Publications")
        STATS = "stats", _("Statistiques")
        EVENTS = "events", _("Événements")
        CONVERSATIONS = "conversations", _("Conversations")
        ACCOUNTS = "accounts", _("Comptes")
        COMPLETE = "complete", _("Export complet")
        PERSONAL_DATA = "personal_data", _("Données personnelles")

    class Format(models.TextChoices):
        CSV = "csv", _("CSV")
        XLSX = "xlsx", _("XLSX")
        PDF = "pdf", _("PDF")
        ZIP = "zip", _("ZIP")

    class State(models.TextChoices):
        PENDING = "pending", _("En préparation")
        READY = "ready", _("Prêt")
        FAILED = "failed", _("Échec")

    kind = models.CharField(_("contenu"), max_length=20, choices=Kind)
    format = models.CharField(_("format"), max_length=4, choices=Format)
    parameters = models.JSONField(_("paramètres"), default=dict)
    state = models.CharField(_("état"), max_length=8, choices=State, default=State.PENDING)
    stem = models.CharField(_("nom"), max_length=80)
    key = models.CharField(_("clé"), max_length=32)
    file = models.CharField(_("fichier"), max_length=MAX_NAME, blank=True)
    size = models.BigIntegerField(_("taille en octets"), default=0)
    row_count = models.IntegerField(_("lignes"), default=0)
    error = models.CharField(_("raison de l'échec"), max_length=300, blank=True)
    # Accounts are never deleted, only emptied, so no index has to find an account's exports.
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("demandé par"),
    )
    created_at = models.DateTimeField(_("demandé le"), default=timezone.now)
    expires_at = models.DateTimeField(_("supprimé le"))

    class Meta:
        verbose_name = _("export")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["key"], name="exports_export_key_unique"),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "publications",
                        "stats",
                        "events",
                        "conversations",
                        "accounts",
                        "complete",
                        "personal_data",
                    ]
                ),
                name="exports_export_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(format__in=["csv", "xlsx", "pdf", "zip"]), name="exports_export_format_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["pending", "ready", "failed"]), name="exports_export_state_is_known"
            ),
            models.CheckConstraint(condition=~Q(state="ready") | ~Q(file=""), name="exports_export_ready_has_its_file"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What whoever downloads it sees: `export_publications_20251205.xlsx`."""
        return f"{self.stem}.{self.format}"

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    @property
    def is_failed(self) -> bool:
        return self.state == self.State.FAILED

    def is_expired_at(self, moment: datetime) -> bool:
        return self.expires_at <= moment
