"""The mayor's calendar: what happens when and where, who is invited, and the rules of what happens again."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.trigrams import trigram_index
from tenant_apps.events.recurrence import Recurrence

SEARCH_CONFIG = "extensions.french"


class Details(models.Model):
    """What is said of an event, and of every occurrence that a series will make.

    `reminders` are minutes before the start; `notes` are for the mairie's staff alone.
    """

    class Category(models.TextChoices):
        REUNION = "reunion", _("Réunion")
        CEREMONIE = "ceremonie", _("Cérémonie")
        CONSEIL = "conseil", _("Conseil")
        RENDEZ_VOUS = "rendez_vous", _("Rendez-vous")
        PERMANENCE = "permanence", _("Permanence")
        MANIFESTATION = "manifestation", _("Manifestation")
        CULTURE = "culture", _("Culture")
        SPORT = "sport", _("Sport")
        AUTRE = "autre", _("Autre")

    class Priority(models.TextChoices):
        LOW = "low", _("Basse")
        MEDIUM = "medium", _("Moyenne")
        HIGH = "high", _("Haute")
        URGENT = "urgent", _("Urgente")

    title = models.CharField(_("titre"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    category = models.CharField(_("catégorie"), max_length=20, choices=Category, default=Category.AUTRE)
    priority = models.CharField(_("priorité"), max_length=6, choices=Priority, default=Priority.MEDIUM)
    color = models.CharField(_("couleur"), max_length=20, default="blue")
    location_name = models.CharField(_("lieu"), max_length=200, blank=True)
    location_address = models.CharField(_("adresse"), max_length=300, blank=True)
    notes = models.TextField(_("notes internes"), blank=True)
    is_public = models.BooleanField(_("public"), default=False)
    all_day = models.BooleanField(_("journée entière"), default=False)
    reminders = models.JSONField(_("rappels"), default=list)

    class Meta:
        abstract = True


class Series(Details):
    """What happens again: the rule, and what its next occurrences will say.

    Position 0 is the first occurrence; the one at `anchor_position` starts at `anchor_at`, the others follow in the
    local time of `timezone`. Positions below `next_position` have been made. `rule` is the RRULE of an imported series
    that no pattern says, `uid` its name in the calendar it comes from. `attendees` maps account ids (as text) to the
    answer that was given for the whole series.
    """

    class Pattern(models.TextChoices):
        DAILY = "daily", _("Chaque jour")
        WEEKLY = "weekly", _("Chaque semaine")
        MONTHLY = "monthly", _("Chaque mois")
        YEARLY = "yearly", _("Chaque année")

    pattern = models.CharField(_("rythme"), max_length=7, choices=Pattern)
    rule = models.CharField(_("règle"), max_length=500, blank=True)
    timezone = models.CharField(_("fuseau horaire"), max_length=64)
    anchor_at = models.DateTimeField(_("origine"))
    anchor_position = models.IntegerField(_("rang de l'origine"), default=0)
    next_position = models.IntegerField(_("rang suivant"), default=0)
    duration = models.IntegerField(_("durée en secondes"))
    ends_on = models.DateField(_("dernier jour"), null=True)
    count = models.IntegerField(_("nombre d'occurrences"), null=True)
    attendees = models.JSONField(_("invités"), default=dict)
    uid = models.CharField(_("identifiant d'origine"), max_length=255, null=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        verbose_name = _("série")
        constraints = [
            models.UniqueConstraint(fields=["uid"], condition=Q(uid__isnull=False), name="events_series_uid_unique"),
            models.CheckConstraint(
                condition=Q(pattern__in=["daily", "weekly", "monthly", "yearly"]), name="events_series_pattern_is_known"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(count__isnull=True), name="events_series_one_kind_of_end"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.pattern})"

    @property
    def recurrence(self) -> Recurrence:
        """The rule as values."""
        return Recurrence(
            pattern=self.pattern,
            rule=self.rule,
            anchor=self.anchor_at,
            anchor_position=self.anchor_position,
            zone=ZoneInfo(self.timezone),
            ends_on=self.ends_on,
            count=self.count,
        )


class Event(Details):
    """One event, or one occurrence of a series.

    `first_day` and `last_day` are the days of the mairie that it is shown on. `is_moved` marks an occurrence that was
    given a time of its own. `remind_at` is the moment of the earliest reminder not given yet. `uid` names an event that
    was imported in the calendar it comes from.
    """

    series = models.ForeignKey(Series, models.CASCADE, null=True, related_name="events", db_index=False)
    position = models.IntegerField(_("rang"), null=True)
    is_moved = models.BooleanField(_("déplacée"), default=False)
    start_at = models.DateTimeField(_("début"))
    end_at = models.DateTimeField(_("fin"))
    first_day = models.DateField(_("premier jour"))
    last_day = models.DateField(_("dernier jour"))
    remind_at = models.DateTimeField(_("prochain rappel"), null=True)
    uid = models.CharField(_("identifiant d'origine"), max_length=255, null=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False, verbose_name=_("créé par")
    )
    created_at = models.DateTimeField(_("créé le"), default=timezone.now)
    updated_at = models.DateTimeField(_("modifié le"), default=timezone.now)
    # Citizens search too: notes are no part of it.
    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config=SEARCH_CONFIG)
        + SearchVector("location_name", weight="B", config=SEARCH_CONFIG)
        + SearchVector("location_address", weight="C", config=SEARCH_CONFIG)
        + SearchVector("description", weight="D", config=SEARCH_CONFIG),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("événement")
        indexes = [
            models.Index(fields=["start_at", "id"], name="events_start_idx"),
            GinIndex(fields=["search"], name="events_search_idx"),
            trigram_index("title", name="events_title_idx"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "position"], condition=Q(series__isnull=False), name="events_event_position_unique"
            ),
            models.UniqueConstraint(fields=["uid"], condition=Q(uid__isnull=False), name="events_event_uid_unique"),
            models.CheckConstraint(condition=Q(end_at__gte=F("start_at")), name="events_event_ends_after_its_start"),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="events_event_days_in_order"),
            models.CheckConstraint(
                condition=Q(series__isnull=True, position__isnull=True)
                | Q(series__isnull=False, position__isnull=False),
                name="events_event_placed_in_its_series",
            ),
            models.CheckConstraint(
                condition=Q(priority__in=["low", "medium", "high", "urgent"]), name="events_event_priority_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Attendee(models.Model):
    """That a person is invited to an event, and what they answered."""

    class Status(models.TextChoices):
        PENDING = "pending", _("En attente")
        CONFIRMED = "confirmed", _("Confirmé")
        DECLINED = "declined", _("Décliné")
        TENTATIVE = "tentative", _("Peut-être")

    event = models.ForeignKey(Event, models.CASCADE, related_name="attendees", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    status = models.CharField(_("réponse"), max_length=9, choices=Status, default=Status.PENDING)
    responded_at = models.DateTimeField(_("répondu le"), null=True)

    class Meta:
        verbose_name = _("invité")
        constraints = [
            models.UniqueConstraint(fields=["event", "user"], name="events_attendee_once"),
            models.CheckConstraint(
                condition=Q(status__in=["pending", "confirmed", "declined", "tentative"]),
                name="events_attendee_status_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}/{self.user_id}: {self.status}"


class Feed(models.Model):
    """How often a person has replaced the address of their private feed; nobody who never did has a row."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    generation = models.IntegerField(default=1)

    class Meta:
        verbose_name = _("agenda personnel")

    def __str__(self) -> str:
        return f"{self.user_id}/{self.generation}"
