"""What the mairie has set for everybody."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

THE_ROW = 1
SHORTEST_SESSION, LONGEST_SESSION = 300, 86_400


class Settings(models.Model):
    """The mairie's one row of settings.

    A retention period is a number of months, None for no limit. The defaults follow the CNIL's recommendations: two
    years of inactivity for accounts, three years for correspondence, 25 months for audience figures.
    """

    id = models.SmallIntegerField(primary_key=True, default=THE_ROW, editable=False)
    session_timeout = models.IntegerField(_("durée des sessions, en secondes"), default=3600)
    # Addresses and networks, as text, that staff may act from; empty: from anywhere.
    allowed_ips = models.JSONField(_("adresses IP autorisées"), default=list, blank=True)
    google_analytics_id = models.CharField(_("identifiant Google Analytics"), max_length=40, blank=True)
    facebook_pixel_id = models.CharField(_("identifiant du pixel Facebook"), max_length=40, blank=True)
    mailchimp_api_key = models.CharField(_("clé Mailchimp, chiffrée"), max_length=500, blank=True)
    conversations_months = models.SmallIntegerField(_("conservation des conversations"), null=True, default=36)
    inactive_accounts_months = models.SmallIntegerField(_("conservation des comptes inactifs"), null=True, default=24)
    view_counts_months = models.SmallIntegerField(_("conservation des mesures d'audience"), null=True, default=25)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("paramètres")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(id=THE_ROW), name="preferences_settings_one_row"),
            models.CheckConstraint(
                condition=Q(session_timeout__range=(SHORTEST_SESSION, LONGEST_SESSION)),
                name="preferences_settings_session_timeout_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_timeout} s"

    @property
    def forgets(self) -> bool:
        """Whether anything is removed after a time."""
        periods = (self.conversations_months, self.inactive_accounts_months, self.view_counts_months)
        return any(period is not None for period in periods)
